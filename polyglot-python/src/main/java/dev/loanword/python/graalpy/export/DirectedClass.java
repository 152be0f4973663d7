package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.TypeModel;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an exported class is subclassed for Python subclasses of its type: which methods these may override, and how instances
 * are constructed. Made when Python first constructs an instance of a subclass; shared by all hosts.
 */
final class DirectedClass {

    private static final ClassValue<Map<TypeModel.JavaClass, Optional<DirectedClass>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<TypeModel.JavaClass, Optional<DirectedClass>> computeValue(Class<?> type) {
            return new HashMap<>();
        }
    };

    private final String name;
    private final List<OverridableMethod> methods;
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<String, Invoker> constructors = new HashMap<>();

    private DirectedClass(TypeModel.JavaClass model, Class<?> javaClass, List<OverridableMethod> methods) {
        this.name = model.name();
        this.methods = methods;
        for (OverridableMethod method : methods) {
            indices.put(method.key(), indices.size());
        }
        List<Invoker> invokers = DirectedSpinner.spin(javaClass, model.constructors(), methods);
        for (int i = 0; i < invokers.size(); i++) {
            constructors.put(model.constructors().get(i).descriptor(), invokers.get(i));
        }
    }

    /** The subclass; empty if Java does not allow one, or nothing in it could be overridden. */
    static Optional<DirectedClass> of(TypeModel.JavaClass model, Class<?> javaClass, CoreClasses classes) {
        if (Modifier.isFinal(javaClass.getModifiers()) || javaClass.isSealed() || model.constructors().isEmpty()) {
            return Optional.empty();
        }
        Map<TypeModel.JavaClass, Optional<DirectedClass>> known = KNOWN.get(javaClass);
        synchronized (known) {
            return known.computeIfAbsent(model, missing -> {
                List<OverridableMethod> methods = OverridableMethod.of(missing, javaClass, classes);
                return methods.isEmpty() && !Modifier.isAbstract(javaClass.getModifiers())
                        ? Optional.empty()
                        : Optional.of(new DirectedClass(missing, javaClass, methods));
            });
        }
    }

    /** The name of the exported type in Python. */
    String name() {
        return name;
    }

    /** The method of a number. */
    OverridableMethod method(int index) {
        return methods.get(index);
    }

    /** The number of a method, or {@code null} if it can't be overridden. */
    Integer indexOf(String key) {
        return indices.get(key);
    }

    /** Constructs an instance whose methods ask a director. */
    Object construct(CallModel constructor, Director director, Object[] arguments) throws Throwable {
        return constructors.get(constructor.descriptor()).invoke(director, arguments);
    }
}
