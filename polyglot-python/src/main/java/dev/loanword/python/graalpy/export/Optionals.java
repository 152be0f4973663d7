package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import dev.loanword.export.model.ValueType.OptionalKind;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The four optional classes, both ways; what is absent is None. */
final class Optionals {

    private Optionals() {}

    static FromPython fromPython(OptionalKind kind, FromPython present) {
        return (scope, place, value) -> {
            boolean absent = Nones.isNone(value);
            Object converted = absent ? null : present.convert(scope, place, value);
            return switch (kind) {
                case OBJECT -> Optional.ofNullable(converted);
                case INT -> absent ? OptionalInt.empty() : OptionalInt.of((Integer) converted);
                case LONG -> absent ? OptionalLong.empty() : OptionalLong.of((Long) converted);
                case DOUBLE -> absent ? OptionalDouble.empty() : OptionalDouble.of((Double) converted);
            };
        };
    }

    static ToPython toPython(ToPython present) {
        return (scope, value) -> {
            Object content = contentOf(value);
            return content == null ? PNone.NONE : present.convert(scope, content);
        };
    }

    private static Object contentOf(Object optional) {
        return switch (optional) {
            case OptionalInt number -> number.isPresent() ? number.getAsInt() : null;
            case OptionalLong number -> number.isPresent() ? number.getAsLong() : null;
            case OptionalDouble number -> number.isPresent() ? number.getAsDouble() : null;
            default -> ((Optional<?>) optional).orElse(null);
        };
    }
}
