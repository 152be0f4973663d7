package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.builtins.objects.method.PBuiltinMethod;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectLookupAttr;
import com.oracle.graal.python.lib.PyObjectSetAttr;
import com.oracle.graal.python.nodes.attributes.LookupAttributeInMRONode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.graal.python.runtime.PythonContext;
import dev.loanword.export.model.CallModel;
import dev.loanword.python.graalpy.TypeNames;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The Python half of an instance of a Python subclass: finds what the Python class makes of a method, and calls it.
 *
 * <p>The Java object holds it, and it holds the Python instance, which holds the Java object: the three live as long as any
 * of them is reached, so an instance that only Java holds is still all there.
 */
final class PythonDirector implements Director {

    private final PythonContext context;
    private final DirectedClass type;
    private final PythonObject exported;
    private final Map<OverridableMethod, Place> places = new IdentityHashMap<>();
    private volatile PythonObject instance;

    /**
     * @param exported the Python type of the exported class
     */
    PythonDirector(PythonContext context, DirectedClass type, PythonObject exported) {
        this.context = context;
        this.type = type;
        this.exported = exported;
    }

    /** Constructs the Java object. Until {@link #bind} its methods do what Java's own do. */
    Object construct(CallModel constructor, Object[] arguments) throws Throwable {
        return type.construct(constructor, this, arguments);
    }

    /** Notes the Python instance around the Java object. */
    void bind(PythonObject made) {
        instance = made;
    }

    /** Calls a method past what the Python class makes of it, as {@code super()} asks for. */
    Object callJava(Directed object, Invoker invoker, String key, Object[] arguments) throws Throwable {
        Integer index = type.indexOf(key);
        return index == null ? invoker.invoke(object, arguments) : object.callSuper(index, arguments);
    }

    @Override
    public Object call(int index, Object... arguments) {
        PythonObject self = instance;
        return self == null ? NOT_OVERRIDDEN : PythonEntry.call(context, () -> callHere(self, type.method(index), arguments));
    }

    private Object callHere(PythonObject self, OverridableMethod method, Object[] arguments) {
        return switch (method.role()) {
            case METHOD -> {
                Object attribute = PyObjectLookupAttr.executeUncached(self, method.pythonName());
                yield attribute == PNone.NO_VALUE || isJavas(attribute, method)
                        ? NOT_OVERRIDDEN
                        : withConverted(self, method, arguments, values -> CallNode.executeUncached(attribute, values));
            }
            case GETTER -> isJavasProperty(self, method)
                    ? NOT_OVERRIDDEN
                    : withConverted(self, method, arguments, none ->
                            PyObjectGetAttr.executeUncached(self, method.pythonName()));
            case SETTER -> isJavasProperty(self, method)
                    ? NOT_OVERRIDDEN
                    : withConverted(self, method, arguments, values -> {
                        PyObjectSetAttr.executeUncached(self, method.pythonName(), values[0]);
                        return PNone.NONE;
                    });
        };
    }

    private Object withConverted(
            PythonObject self, OverridableMethod method, Object[] arguments, Function<Object[], Object> call) {
        try (CallScope scope = new CallScope(null)) {
            Object[] converted = new Object[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                converted[i] = method.parameters().get(i).convert(scope, arguments[i]);
            }
            Object returned = call.apply(converted);
            return method.result() == null ? null : method.result().convert(scope, place(self, method), returned);
        }
    }

    /** The words for an error, which are the same at each call. */
    private Place place(PythonObject self, OverridableMethod method) {
        return places.computeIfAbsent(
                method, missing -> new Place(TypeNames.of(self) + "." + missing.pythonName(), "result"));
    }

    private boolean isJavas(Object attribute, OverridableMethod method) {
        return attribute instanceof PBuiltinMethod bound
                && ofType(exported, method) instanceof PBuiltinFunction function
                && bound.getBuiltinFunction() == function;
    }

    /** A property is found in classes alone: no attribute of an instance hides it. */
    private boolean isJavasProperty(PythonObject self, OverridableMethod method) {
        return ofType(GetClassNode.executeUncached(self), method) == ofType(exported, method);
    }

    private static Object ofType(Object type, OverridableMethod method) {
        return LookupAttributeInMRONode.Dynamic.getUncached().execute(type, method.pythonName());
    }

    @Override
    public RuntimeException missing(int index) {
        PythonObject self = instance;
        OverridableMethod method = type.method(index);
        String name = method.pythonName().toJavaStringUncached();
        String member = method.role() == OverridableMethod.Role.METHOD ? name + "()" : "the property " + name;
        String className = self == null ? type.name() : PythonEntry.call(context, () -> TypeNames.of(self));
        return new UnsupportedOperationException(
                "class " + className + " must define " + member + ": it is abstract in " + type.name());
    }
}
