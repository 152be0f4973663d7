package dev.loanword.export.stubs;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.List;

/**
 * The order of overloads in a stub. Type checkers take the first that fits, so that one for {@code float}, which an int fits
 * too, must not stand before one for {@code int}.
 */
final class Overloading {

    private Overloading() {}

    /** The overloads with the narrower before the wider; those that have nothing to do with each other stay in order. */
    static List<CallModel> narrowestFirst(List<CallModel> overloads) {
        return overloads.stream().sorted(Overloading::compare).toList();
    }

    /** By the first place where they differ. Who is narrower at no place is not narrower here either. */
    private static int compare(CallModel left, CallModel right) {
        List<ParameterModel> leftParameters = left.pythonParameters();
        List<ParameterModel> rightParameters = right.pythonParameters();
        for (int i = 0; i < Math.min(leftParameters.size(), rightParameters.size()); i++) {
            int order = Integer.compare(
                    width(leftParameters.get(i).type()), width(rightParameters.get(i).type()));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** A number that is larger for a type that takes all that another takes, and more. It compares related types alone. */
    private static int width(ValueType type) {
        return switch (type) {
            case Simple.ANY -> 9;
            // A bool is an int, an int is taken for a float; a datetime is a date.
            case Simple.INT8, Simple.INT16, Simple.INT32, Simple.INT64, Simple.BIG_INTEGER, Simple.LOCAL_DATE -> 1;
            case Simple.UINT8, Simple.UINT16, Simple.UINT32, Simple.UINT64 -> 1;
            case Simple.FLOAT32, Simple.FLOAT64 -> 2;
            // A str is a sequence of str, bytes are one of int and a buffer, a named tuple is a sequence.
            case ValueType.Borrowed borrowed -> borrowed.types().isEmpty() ? 2 : 1;
            case Simple.NUMBER_LIST -> 3;
            case ValueType.NumberArray _ -> 3;
            case ValueType.Collection(var kind, _) -> kind == CollectionKind.COLLECTION ? 4 : 3;
            case ValueType.Dictionary _ -> 3;
            case ValueType.Iteration _ -> 5;
            case ValueType.Callback _ -> 6;
            case ValueType.Nullable(var of) -> width(of);
            case ValueType.Optional(var of, _) -> width(of);
            default -> 0;
        };
    }
}
