package dev.loanword.python.graalpy.export;

import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.python.graalpy.Text;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method of an exported class that Python subclasses may override for Java's callers too.
 *
 * @param role what it is in Python
 * @param pythonName its name in Python
 * @param call the method
 * @param isAbstract whether the exported class leaves it to its subclasses
 * @param parameters makes Python values of its arguments
 * @param result makes a Java value of what the Python method returned, {@code null} for void
 */
record OverridableMethod(
        Role role,
        TruffleString pythonName,
        CallModel call,
        boolean isAbstract,
        List<ToPython> parameters,
        FromPython result) {

    /** What a Java method is in Python. */
    enum Role { METHOD, GETTER, SETTER }

    /** The Java name. */
    String name() {
        return call.method();
    }

    /** The Java descriptor. */
    String descriptor() {
        return call.descriptor();
    }

    /** What tells it from other methods of its class. */
    String key() {
        return keyOf(call);
    }

    /** What tells a method from others of its class. Not what it returns: the one of a subclass may return less. */
    static String keyOf(CallModel call) {
        return call.method() + call.descriptor().substring(0, call.descriptor().indexOf(')'));
    }

    /** The methods of a class that can be overridden: no final ones, and none whose values can't cross in that direction. */
    static List<OverridableMethod> of(TypeModel.JavaClass model, Class<?> javaClass, CoreClasses classes) {
        List<OverridableMethod> methods = new ArrayList<>();
        for (FunctionModel function : model.functions()) {
            // Special methods have rules of their own in Python, such as NotImplemented, that Java's callers do not know.
            boolean special = function.name().startsWith("__") && !function.name().equals("__call__");
            if (function.binding() == FunctionModel.Binding.INSTANCE && !special) {
                function.overloads().forEach(call -> of(model, Role.METHOD, function.name(), call, javaClass, classes)
                        .ifPresent(methods::add));
            }
        }
        for (PropertyModel property : model.properties()) {
            of(model, Role.GETTER, property.name(), property.getter(), javaClass, classes).ifPresent(methods::add);
            property.setter()
                    .flatMap(setter -> of(model, Role.SETTER, property.name(), setter, javaClass, classes))
                    .ifPresent(methods::add);
        }
        return methods;
    }

    private static Optional<OverridableMethod> of(
            TypeModel.JavaClass model, Role role, String pythonName, CallModel call, Class<?> javaClass, CoreClasses classes) {
        return find(javaClass, call)
                .filter(method -> !Modifier.isFinal(method.getModifiers()) && OverriddenValues.cross(call))
                .map(method -> new OverridableMethod(
                        role,
                        Text.python(pythonName),
                        call,
                        Modifier.isAbstract(method.getModifiers()),
                        call.parameters().stream()
                                .map(parameter ->
                                        OverriddenValues.of(parameter.type(), classes, model.name() + "." + pythonName))
                                .toList(),
                        call.result() == Simple.NONE ? null : ArgumentConversions.of(call.result(), classes)));
    }

    private static Optional<Method> find(Class<?> javaClass, CallModel call) {
        MethodType type = MethodType.fromMethodDescriptorString(call.descriptor(), javaClass.getClassLoader());
        for (Method method : javaClass.getMethods()) {
            if (method.getName().equals(call.method())
                    && MethodType.methodType(method.getReturnType(), method.getParameterTypes()).equals(type)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
