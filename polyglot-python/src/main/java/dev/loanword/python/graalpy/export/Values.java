package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.bytes.PBytesLike;
import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.builtins.objects.floats.PFloat;
import com.oracle.graal.python.builtins.objects.ints.PInt;
import com.oracle.graal.python.builtins.objects.str.PString;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.ByteSlice;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.ByteSliceViews;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.LentBuffers;
import dev.loanword.python.graalpy.Sequences;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Values of no declared type, {@link Object} in Java: what they are is seen when they cross. */
final class Values {

    private static final FromPython LIST =
            Collections.fromPython(CollectionKind.LIST, Values::fromPython, Object.class);
    private static final FromPython MAP = Collections.mapFromPython(Values::fromPython, Values::fromPython);
    private static final ToPython TO_LIST = Collections.toPython(CollectionKind.LIST, Values::toPython);
    private static final ToPython TO_SET = Collections.toPython(CollectionKind.SET, Values::toPython);
    private static final ToPython TO_DICT = Collections.mapToPython(Values::toPython, Values::toPython);

    private Values() {}

    /** Whether {@link #fromPython} can make something of a value; what a list or dict holds is not looked at. */
    static boolean accepts(Object value) {
        return value instanceof PNone
                || value instanceof Boolean
                || value instanceof Number
                || value instanceof PInt
                || value instanceof PFloat
                || value instanceof TruffleString
                || value instanceof PString
                || value instanceof PBytesLike
                || Instances.javaOrNull(value) != null
                || value instanceof PDict
                || Sequences.isListOrTuple(value);
    }

    /** None as null, bool, int as Long or BigInteger, float, str, bytes, list and tuple as List, dict as Map. */
    static Object fromPython(CallScope scope, Place place, Object value) {
        return switch (value) {
            case PNone none -> null;
            case Boolean truth -> truth;
            case Integer number -> number.longValue();
            case Long number -> number;
            case PInt number -> number.getValue().bitLength() < Long.SIZE
                    ? (Object) number.getValue().longValue()
                    : number.getValue();
            case Double number -> number;
            case PFloat number -> number.getValue();
            case TruffleString text -> TextConversions.toText(scope, place, text);
            case PString text -> TextConversions.toText(scope, place, text);
            case PBytesLike bytes -> TextConversions.toBytes(scope, place, bytes);
            case Object instance when Instances.javaOrNull(instance) != null -> Instances.javaOrNull(instance);
            case PDict dictionary -> MAP.convert(scope, place, dictionary);
            case Object list when Sequences.isListOrTuple(list) -> LIST.convert(scope, place, list);
            default -> throw place.mismatch(
                    scope.node(), "None, bool, int, float, str, bytes, a list or dict of these, or an object of Java", value);
        };
    }

    static Object toPython(CallScope scope, Object value) {
        return switch (value) {
            case null -> PNone.NONE;
            case Boolean truth -> truth;
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case Integer number -> number;
            case Long number -> number;
            case Float number -> number.doubleValue();
            case Double number -> number;
            case BigInteger number -> simple(scope, Simple.BIG_INTEGER, number);
            case BigDecimal number -> Decimals.toPython(scope, number);
            case String text -> simple(scope, Simple.STRING, text);
            case Character text -> simple(scope, Simple.STRING, text);
            case byte[] bytes -> PFactory.createBytes(PythonLanguage.get(scope.node()), bytes);
            case ByteSlice slice -> ByteSliceViews.memoryview(scope.node(), slice);
            case Path path -> simple(scope, Simple.PATH, path);
            case LocalDate date -> Times.fromDate(date);
            case LocalTime time -> Times.fromTime(time);
            case LocalDateTime time -> Times.fromDateTime(time, PNone.NONE);
            case OffsetDateTime time -> Times.fromOffsetDateTime(time);
            case ZonedDateTime time -> Times.fromZonedDateTime(time);
            case Instant instant -> Times.fromInstant(instant);
            case Duration duration -> Times.fromDuration(duration);
            case LentMemory memory -> LentBuffers.lend(scope.node(), memory, true);
            case Set<?> set -> TO_SET.convert(scope, set);
            case Collection<?> collection -> TO_LIST.convert(scope, collection);
            case Map<?, ?> map -> TO_DICT.convert(scope, map);
            case Object[] array -> TO_LIST.convert(scope, java.util.Arrays.asList(array));
            default -> scope.host().exports().valueOf(scope, value);
        };
    }

    private static Object simple(CallScope scope, Simple type, Object value) {
        return ResultConversions.of(type, null).convert(scope, value);
    }
}
