package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.nodes.call.CallNode;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.python.graalpy.PythonExceptions;
import java.util.List;
import java.util.Set;

/** What Python's special methods return where a Java method of the same meaning returns something else. */
final class SpecialMethods {

    private SpecialMethods() {}

    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "lt", "le", "gt", "ge");
    private static final Set<String> ARITHMETIC = Set.of(
            "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or");

    /**
     * Whether a function is an operator of two operands, which may be of types that it does not know.
     *
     * @param function its name, with its class before it
     */
    static boolean isOperator(String function) {
        if (!function.endsWith("__")) {
            return false;
        }
        String plain = function.substring(function.indexOf("__") + 2, function.length() - 2);
        boolean reflected = plain.startsWith("r") || plain.startsWith("i");
        return COMPARISONS.contains(plain)
                || ARITHMETIC.contains(plain)
                || reflected && ARITHMETIC.contains(plain.substring(1));
    }

    /** Whether a function takes the index or key of an item; the name may have its class before it. */
    static boolean isOfItems(String function) {
        return function.endsWith("item__");
    }

    /** The arguments that Python passes and a Java method may leave out. */
    static List<String> ignored(String function, List<CallModel> overloads) {
        if (function.equals("__exit__") && overloads.getFirst().pythonParameters().isEmpty()) {
            return List.of("exc_type", "exc_value", "traceback");
        }
        return function.equals(BufferMethods.NAME) ? List.of("flags") : List.of();
    }

    static ExportedBody.Outcome outcomeOf(FunctionModel function) {
        return switch (function.name()) {
            case BufferMethods.NAME -> BufferMethods.MEMORYVIEW;
            case BufferMethods.ARRAY -> function.overloads().getFirst().result() == ValueType.Simple.LENT_MEMORY
                    ? BufferMethods.NUMPY_ARRAY
                    : ExportedBody.Outcome.CONVERTED;
            case "__next__" -> SpecialMethods::next;
            case "__getnewargs__" -> SpecialMethods::tuple;
            case "__iter__", "__enter__" -> SpecialMethods::itself;
            default -> ExportedBody.Outcome.CONVERTED;
        };
    }

    /** Java ends an iteration by null, or by an empty Optional, which is None as well. */
    private static Object next(CallScope scope, JavaCall call, Object bound, Object returned) {
        Object value = call.toPython(scope, returned);
        if (value == PNone.NONE) {
            throw PythonExceptions.stopIteration(scope.node());
        }
        return value;
    }

    /** Python wants a tuple of the arguments to construct a copy with. */
    private static Object tuple(CallScope scope, JavaCall call, Object bound, Object returned) {
        return CallNode.executeUncached(PythonBuiltinClassType.PTuple, call.toPython(scope, returned));
    }

    /** A method that returns nothing returns the very object that Python called it on. */
    private static Object itself(CallScope scope, JavaCall call, Object bound, Object returned) {
        return returned == null ? bound : call.toPython(scope, returned);
    }
}
