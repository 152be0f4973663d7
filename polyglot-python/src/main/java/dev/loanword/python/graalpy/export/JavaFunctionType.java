package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.FunctionBody;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.Parameters;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.PythonType;
import dev.loanword.python.graalpy.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The Python type {@code loanword.JavaFunction}: a Java functional interface as a Python callable, where Java calls a method
 * with a callback that Python overrides. A callback that came from Python is the very callable again.
 */
public final class JavaFunctionType {

    private JavaFunctionType() {}

    /** One object of a functional interface, and how it is called. */
    private record JavaFunction(Object java, String name, Invoker invoker, List<FromPython> parameters, ToPython result) {

        Object call(Node node, Object[] arguments) throws Throwable {
            if (arguments.length != parameters.size()) {
                throw PythonExceptions.typeError(node, name + "() takes " + parameters.size() + " positional argument"
                        + (parameters.size() == 1 ? "" : "s") + ", got " + arguments.length);
            }
            try (CallScope scope = new CallScope(node, false)) {
                Object[] converted = new Object[arguments.length];
                for (int i = 0; i < converted.length; i++) {
                    converted[i] = parameters.get(i).convert(scope, new Place(name, "argument " + (i + 1)), arguments[i]);
                }
                return result.convert(scope, invoker.invoke(java, converted));
            }
        }
    }

    /** The conversion of a parameter of an overridden method. */
    static ToPython toPython(ValueType.Callback type, CoreClasses classes) {
        Class<?> functional = classes.find(type.interfaceName());
        Invoker invoker = InvokerSpinner.of(
                new CallModel(
                        CallModel.Kind.INTERFACE,
                        type.interfaceName(),
                        type.method(),
                        type.descriptor(),
                        List.of(),
                        ValueType.Simple.NONE,
                        CallModel.Mode.PLAIN),
                functional);
        List<FromPython> parameters = new ArrayList<>();
        type.parameters().forEach(parameter -> parameters.add(ArgumentConversions.of(parameter, classes)));
        ToPython result = ResultConversions.of(type.result(), classes);
        String name = functional.getSimpleName() + "." + type.method();
        return (scope, value) -> {
            Object callable = Callbacks.callableOf(value);
            return callable != null
                    ? callable
                    : Instances.create(
                            scope.host().functionType(), new JavaFunction(value, name, invoker, parameters, result));
        };
    }

    /** Makes the type in the entered context. */
    public static Object create() {
        return new PythonType(
                        "loanword",
                        "JavaFunction",
                        "A function that Java gave. It takes positional arguments.",
                        Builtin.notConstructible("loanword.JavaFunction"),
                        List.of(
                                new Builtin("__call__", Parameters.arguments("self"), "Calls it.", Call::new),
                                Builtin.outlined("__repr__", List.of("self"), "", (node, arguments) -> Text.python(
                                        "<loanword.JavaFunction " + function(arguments[0]).name() + ">"))),
                        List.of())
                .create();
    }

    private static JavaFunction function(Object self) {
        return Instances.java(self, JavaFunction.class, "JavaFunction");
    }

    private static final class Call extends FunctionBody {

        @Override
        public Object call(VirtualFrame frame) {
            return callingPython(frame, this::run, frame.getArguments());
        }

        @TruffleBoundary
        private Object run(Object frameArguments) {
            Object[] arguments = (Object[]) frameArguments;
            try {
                return function(PArguments.getArgument(arguments, 0))
                        .call(this, PArguments.getVariableArguments(arguments));
            } catch (Throwable thrown) {
                throw PythonExceptions.translate(this, thrown);
            }
        }
    }
}
