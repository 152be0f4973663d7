package dev.loanword.python.graalpy.export;

import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
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
 * @param pythonName its name in Python
 * @param call the method
 * @param isAbstract whether the exported class leaves it to its subclasses
 * @param parameters makes Python values of its arguments
 * @param result makes a Java value of what the Python method returned, {@code null} for void
 */
record OverridableMethod(TruffleString pythonName, CallModel call, boolean isAbstract, List<ToPython> parameters, FromPython result) {

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

    /** What tells a method from others of its class. */
    static String keyOf(CallModel call) {
        return call.method() + call.descriptor();
    }

    /** The methods of a class that can be overridden: no final ones, and none whose values can't cross in that direction. */
    static List<OverridableMethod> of(TypeModel.JavaClass model, Class<?> javaClass, CoreClasses classes) {
        List<OverridableMethod> methods = new ArrayList<>();
        for (FunctionModel function : model.functions()) {
            // Special methods have rules of their own in Python, such as NotImplemented, that Java's callers do not know.
            boolean special = function.name().startsWith("__") && !function.name().equals("__call__");
            if (function.binding() == FunctionModel.Binding.INSTANCE && !special) {
                for (CallModel call : function.overloads()) {
                    find(javaClass, call)
                            .filter(method -> !Modifier.isFinal(method.getModifiers()) && crosses(call))
                            .ifPresent(method -> methods.add(of(function.name(), call, method, classes)));
                }
            }
        }
        return methods;
    }

    private static OverridableMethod of(String pythonName, CallModel call, Method method, CoreClasses classes) {
        List<ToPython> parameters = new ArrayList<>();
        call.parameters().forEach(parameter -> parameters.add(ResultConversions.of(parameter.type(), classes)));
        return new OverridableMethod(
                Text.python(pythonName),
                call,
                Modifier.isAbstract(method.getModifiers()),
                List.copyOf(parameters),
                call.result() == Simple.NONE ? null : ArgumentConversions.of(call.result(), classes));
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

    private static boolean crosses(CallModel call) {
        return (call.result() == Simple.NONE || isFromPython(call.result()))
                && call.parameters().stream().allMatch(parameter -> isToPython(parameter.type()));
    }

    private static boolean isToPython(ValueType type) {
        return switch (type) {
            case Simple simple -> !simple.isSupplied() && simple != Simple.NUMBER_LIST;
            case ValueType.Borrowed borrowed -> false;
            case ValueType.Callback callback -> false;
            case ValueType.Nullable nullable -> isToPython(nullable.of());
            case ValueType.Optional optional -> isToPython(optional.of());
            default -> true;
        };
    }

    /** Iterators are left out: what Python gives could be used until the call returns alone. */
    private static boolean isFromPython(ValueType type) {
        return switch (type) {
            case Simple simple -> simple != Simple.LENT_MEMORY;
            case ValueType.Iteration iteration -> false;
            case ValueType.Future future -> false;
            case ValueType.Publisher publisher -> false;
            case ValueType.Nullable nullable -> isFromPython(nullable.of());
            case ValueType.Optional optional -> isFromPython(optional.of());
            default -> true;
        };
    }
}
