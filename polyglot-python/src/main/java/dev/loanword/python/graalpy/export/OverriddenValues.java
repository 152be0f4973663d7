package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;

/** The values of a method that Python overrides: Java's arguments go to Python, and Python's result comes back. */
final class OverriddenValues {

    private OverriddenValues() {}

    /**
     * The conversion of a parameter.
     *
     * @param method the method's name, with its class before it
     */
    static ToPython of(ValueType type, CoreClasses classes, String method) {
        ToPython present =
                switch (type) {
                    case ValueType.Borrowed borrowed -> PassedBuffers.toPython(borrowed, method);
                    case ValueType.Callback callback -> JavaFunctionType.toPython(callback, classes);
                    case ValueType.Nullable nullable -> of(nullable.of(), classes, method);
                    default -> ResultConversions.of(type, classes);
                };
        return (scope, value) -> value == null ? PNone.NONE : present.convert(scope, value);
    }

    /** Whether all values of a method can cross in that direction. */
    static boolean cross(CallModel call) {
        return (call.result() == Simple.NONE || isFromPython(call.result()))
                && call.parameters().stream().allMatch(parameter -> isArgument(parameter.type()));
    }

    private static boolean isArgument(ValueType type) {
        return switch (type) {
            case ValueType.Borrowed borrowed -> true;
            case ValueType.Callback callback -> callback.parameters().stream().allMatch(OverriddenValues::isFromPython)
                    && (callback.result() == Simple.NONE || isToPython(callback.result()));
            case ValueType.Nullable nullable -> isArgument(nullable.of());
            default -> isToPython(type);
        };
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
