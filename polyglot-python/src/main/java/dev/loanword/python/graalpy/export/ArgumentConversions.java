package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;

/** Finds the {@link FromPython} of a type. */
final class ArgumentConversions {

    private ArgumentConversions() {}

    /**
     * The conversion of a type. It holds no object of a host, so that all hosts of an engine share it.
     *
     * @param classes finds the core's classes
     */
    static FromPython of(ValueType type, CoreClasses classes) {
        return switch (type) {
            case Simple simple -> simple(simple);
            case ValueType.Borrowed borrowed -> BorrowConversion.of(borrowed);
            case ValueType.NumberArray array -> NumberArrays.fromPython(array.element());
            case ValueType.Nullable nullable -> nullable(of(nullable.of(), classes));
            case ValueType.Optional optional -> Optionals.fromPython(optional.kind(), of(optional.of(), classes));
            case ValueType.Collection collection -> Collections.fromPython(
                    collection.kind(), of(collection.element(), classes), JavaTypes.of(collection.element(), classes));
            case ValueType.Dictionary dictionary ->
                Collections.mapFromPython(of(dictionary.key(), classes), of(dictionary.value(), classes));
            case ValueType.Iteration iteration ->
                Iterations.fromPython(iteration.kind(), of(iteration.element(), classes));
            case ValueType.Callback callback -> Callbacks.fromPython(callback, classes);
            case ValueType.Exported exported -> classes.exportedFromPython(exported.className());
            case ValueType.Future future -> throw unknown(type);
            case ValueType.Publisher publisher -> throw unknown(type);
        };
    }

    /** The conversion of a parameter of a function, of which some have rules of their own. */
    static FromPython of(ValueType type, CoreClasses classes, String function) {
        if (SpecialMethods.isOfItems(function) && type == Simple.INT64) {
            return NumberConversions.index(Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
        }
        if (SpecialMethods.isOfItems(function) && type == Simple.INT32) {
            return NumberConversions.index(Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
        }
        return of(type, classes);
    }

    private static FromPython simple(Simple type) {
        return switch (type) {
            case BOOLEAN -> NumberConversions::toBoolean;
            case INT8 -> NumberConversions.integer(Byte.MIN_VALUE, Byte.MAX_VALUE, "an 8-bit int", value -> (byte) value);
            case INT16 ->
                NumberConversions.integer(Short.MIN_VALUE, Short.MAX_VALUE, "a 16-bit int", value -> (short) value);
            case INT32 -> NumberConversions::toInt;
            case INT64 -> NumberConversions::toLong;
            case UINT8 -> NumberConversions.integer(0, 0xFF, "an unsigned 8-bit int", value -> (byte) value);
            case UINT16 -> NumberConversions.integer(0, 0xFFFF, "an unsigned 16-bit int", value -> (short) value);
            case UINT32 -> NumberConversions.integer(0, 0xFFFF_FFFFL, "an unsigned 32-bit int", value -> (int) value);
            case UINT64 -> NumberConversions::toUnsignedLong;
            case FLOAT32 -> NumberConversions::toFloat;
            case FLOAT64 -> NumberConversions::toDouble;
            case BIG_INTEGER -> NumberConversions::toBigInteger;
            case CHARACTER -> TextConversions::toCharacter;
            case STRING -> TextConversions::toText;
            case BYTES -> TextConversions::toBytes;
            case PATH -> TextConversions::toPath;
            case NUMBER_LIST -> NumberArrays::toNumberList;
            case BIG_DECIMAL -> Decimals::fromPython;
            case LOCAL_DATE -> Times::toDate;
            case LOCAL_TIME -> Times::toTime;
            case LOCAL_DATE_TIME -> Times::toDateTime;
            case OFFSET_DATE_TIME -> Times::toOffsetDateTime;
            case ZONED_DATE_TIME -> Times::toZonedDateTime;
            case INSTANT -> Times::toInstant;
            case DURATION -> Times::toDuration;
            case ANY -> Values::fromPython;
            case CHECKPOINT -> (scope, place, none) -> scope.checkpoint();
            case FILE_ACCESS -> (scope, place, none) -> scope.host().files();
            case COPY_LEDGER -> (scope, place, none) -> scope.host().ledger();
            case NONE, LENT_MEMORY -> throw unknown(type);
        };
    }

    /** The checker lets no such parameter into a model. */
    private static IllegalStateException unknown(ValueType type) {
        return new IllegalStateException("a parameter can't be of type " + type + "; build the core again");
    }

    private static FromPython nullable(FromPython present) {
        return (scope, place, value) -> Nones.isNone(value) ? null : present.convert(scope, place, value);
    }

    /**
     * When an argument is converted. What reads Python's memory comes after what may run Python code, which could change it;
     * what the host supplies comes last.
     */
    static int phase(ValueType type) {
        return switch (type) {
            case ValueType.Borrowed borrowed -> 2;
            case Simple simple when simple.isSupplied() -> 3;
            case Simple simple when simple == Simple.NUMBER_LIST -> 1;
            default -> 0;
        };
    }
}
