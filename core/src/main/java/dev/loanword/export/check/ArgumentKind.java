package dev.loanword.export.check;

import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of Python objects that overloads are told apart by. An object is of one kind.
 *
 * <p>The order is that in which overloads are tried.
 */
enum ArgumentKind {
    /** None. */
    NONE("None"),
    /** True and False, which are no ints here. */
    BOOL("a bool"),
    /** Of any size. */
    INT("an int"),
    /** A float. A parameter of this kind takes an int too, where no overload takes ints. */
    FLOAT("a float"),
    /** decimal.Decimal. */
    DECIMAL("a decimal.Decimal"),
    /** Of any length. */
    STR("a str"),
    /** An os.PathLike. */
    PATH("a path"),
    /** Whatever exports a buffer, bytes among them. */
    BUFFER("a buffer"),
    /** A list or tuple. A parameter of numbers takes a buffer of them too, where no overload takes buffers. */
    LIST("a list"),
    /** A set or frozenset. */
    SET("a set"),
    /** A dict. */
    DICT("a dict"),
    /** An iterator. */
    ITERATOR("an iterator"),
    /** A function or another callable. */
    CALLABLE("a callable"),
    /** datetime.date. */
    DATE("a datetime.date"),
    /** datetime.time. */
    TIME("a datetime.time"),
    /** datetime.datetime. */
    DATE_TIME("a datetime.datetime"),
    /** datetime.timedelta. */
    TIME_DELTA("a datetime.timedelta"),
    /** An object of an exported class, enum or record. */
    EXPORTED("an exported object");

    private final String words;

    ArgumentKind(String words) {
        this.words = words;
    }

    /** Returns the kind in words, with its article. */
    @Override
    public String toString() {
        return words;
    }

    /** Returns the kinds that a parameter of a type takes; all for {@link Object}. */
    static Set<ArgumentKind> of(ValueType type) {
        return switch (type) {
            case Simple simple -> of(simple);
            case ValueType.Borrowed _ -> EnumSet.of(BUFFER);
            case ValueType.NumberArray _ -> EnumSet.of(LIST);
            case ValueType.Nullable nullable -> orNone(of(nullable.of()));
            case ValueType.Optional optional -> orNone(of(optional.of()));
            case ValueType.Collection collection -> of(collection.kind());
            case ValueType.Dictionary _ -> EnumSet.of(DICT);
            case ValueType.Iteration _ -> EnumSet.of(LIST, SET, DICT, ITERATOR);
            case ValueType.Exported _ -> EnumSet.of(EXPORTED);
            case ValueType.Callback _ -> EnumSet.of(CALLABLE);
            case ValueType.Future _, ValueType.Publisher _ -> EnumSet.noneOf(ArgumentKind.class);
        };
    }

    private static Set<ArgumentKind> orNone(Set<ArgumentKind> kinds) {
        Set<ArgumentKind> all = EnumSet.of(NONE);
        all.addAll(kinds);
        return all;
    }

    private static Set<ArgumentKind> of(CollectionKind kind) {
        return switch (kind) {
            case LIST, ARRAY -> EnumSet.of(LIST);
            case COLLECTION -> EnumSet.of(LIST, SET);
            case SET -> EnumSet.of(SET);
        };
    }

    private static Set<ArgumentKind> of(Simple type) {
        return switch (type) {
            case BOOLEAN -> EnumSet.of(BOOL);
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BIG_INTEGER -> EnumSet.of(INT);
            case FLOAT32, FLOAT64 -> EnumSet.of(FLOAT);
            case BIG_DECIMAL -> EnumSet.of(DECIMAL);
            case CHARACTER, STRING -> EnumSet.of(STR);
            case PATH -> EnumSet.of(STR, PATH);
            case BYTES -> EnumSet.of(BUFFER);
            case NUMBER_LIST -> EnumSet.of(LIST);
            case LOCAL_DATE -> EnumSet.of(DATE);
            case LOCAL_TIME -> EnumSet.of(TIME);
            case LOCAL_DATE_TIME, OFFSET_DATE_TIME, ZONED_DATE_TIME, INSTANT -> EnumSet.of(DATE_TIME);
            case DURATION -> EnumSet.of(TIME_DELTA);
            case ANY -> EnumSet.allOf(ArgumentKind.class);
            case NONE, LENT_MEMORY, CHECKPOINT, FILE_ACCESS, COPY_LEDGER -> EnumSet.noneOf(ArgumentKind.class);
        };
    }
}
