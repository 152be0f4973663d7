package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.LentBuffers;
import dev.loanword.python.graalpy.Numbers;
import dev.loanword.python.graalpy.Text;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** Finds the {@link ToPython} of a type. A Java null is None, whatever the type. */
final class ResultConversions {

    private ResultConversions() {}

    /**
     * The conversion of a type. It holds no object of a host, so that all hosts of an engine share it.
     *
     * @param classes finds the core's classes
     */
    static ToPython of(ValueType type, CoreClasses classes) {
        ToPython present = ofPresent(type, classes);
        return (scope, value) -> value == null ? PNone.NONE : present.convert(scope, value);
    }

    /** The conversion of a function's result; the future of {@code __anext__} may end an iteration. */
    static ToPython of(ValueType type, CoreClasses classes, String function) {
        return type instanceof ValueType.Future future && function.endsWith(".__anext__")
                ? Asynchronous.future(of(future.of(), classes), true)
                : of(type, classes);
    }

    private static ToPython ofPresent(ValueType type, CoreClasses classes) {
        return switch (type) {
            case Simple simple -> simple(simple);
            case ValueType.NumberArray array -> (scope, value) -> NumberArrays.toPython(scope, array.element(), value);
            case ValueType.Nullable nullable -> of(nullable.of(), classes);
            case ValueType.Optional optional -> Optionals.toPython(of(optional.of(), classes));
            case ValueType.Collection collection ->
                Collections.toPython(collection.kind(), of(collection.element(), classes));
            case ValueType.Dictionary dictionary ->
                Collections.mapToPython(of(dictionary.key(), classes), of(dictionary.value(), classes));
            case ValueType.Iteration iteration -> Iterations.toPython(iteration.kind(), of(iteration.element(), classes));
            case ValueType.Exported exported -> classes.exportedToPython(exported.className());
            case ValueType.Future future -> Asynchronous.future(of(future.of(), classes), false);
            case ValueType.Publisher publisher -> Asynchronous.publisher(of(publisher.of(), classes));
            case ValueType.Borrowed borrowed -> throw unknown(type);
            case ValueType.Callback callback -> throw unknown(type);
        };
    }

    private static ToPython simple(Simple type) {
        return switch (type) {
            case NONE -> (scope, value) -> PNone.NONE;
            case BOOLEAN, INT32, INT64, FLOAT64 -> (scope, value) -> value;
            case INT8, INT16 -> (scope, value) -> ((Number) value).intValue();
            case UINT8 -> (scope, value) -> Byte.toUnsignedInt((Byte) value);
            case UINT16 -> (scope, value) -> Short.toUnsignedInt((Short) value);
            case UINT32 -> (scope, value) -> Integer.toUnsignedLong((Integer) value);
            case UINT64 -> (scope, value) -> Numbers.unsigned((Long) value);
            case FLOAT32 -> (scope, value) -> ((Float) value).doubleValue();
            case BIG_INTEGER -> (scope, value) -> integer(scope, (BigInteger) value);
            case CHARACTER, STRING -> (scope, value) -> Text.python(value.toString());
            case BYTES -> (scope, value) -> PFactory.createBytes(PythonLanguage.get(scope.node()), (byte[]) value);
            case PATH -> (scope, value) ->
                PythonLibrary.call("pathlib", "Path", Text.python(((Path) value).toString()));
            case LENT_MEMORY -> (scope, value) -> LentBuffers.lend(scope.node(), (LentMemory) value, true);
            case BIG_DECIMAL -> Decimals::toPython;
            case LOCAL_DATE -> (scope, value) -> Times.fromDate((LocalDate) value);
            case LOCAL_TIME -> (scope, value) -> Times.fromTime((LocalTime) value);
            case LOCAL_DATE_TIME -> (scope, value) -> Times.fromDateTime((LocalDateTime) value, PNone.NONE);
            case OFFSET_DATE_TIME -> (scope, value) -> Times.fromOffsetDateTime((OffsetDateTime) value);
            case ZONED_DATE_TIME -> (scope, value) -> Times.fromZonedDateTime((ZonedDateTime) value);
            case INSTANT -> (scope, value) -> Times.fromInstant((Instant) value);
            case DURATION -> (scope, value) -> Times.fromDuration((Duration) value);
            case ANY -> Values::toPython;
            case NUMBER_LIST, CHECKPOINT, FILE_ACCESS, COPY_LEDGER -> throw unknown(type);
        };
    }

    /** The checker lets no such result into a model. */
    private static IllegalStateException unknown(ValueType type) {
        return new IllegalStateException("a result can't be of type " + type + "; build the core again");
    }

    /** GraalPy wants the smallest of its forms of int. */
    private static Object integer(CallScope scope, BigInteger value) {
        return value.bitLength() < Long.SIZE
                ? (Object) value.longValue()
                : PFactory.createInt(PythonLanguage.get(scope.node()), value);
    }
}
