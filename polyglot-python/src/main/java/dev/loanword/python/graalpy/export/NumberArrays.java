package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.runtime.sequence.storage.BoolSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.DoubleSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.IntSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.LongSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.SequenceStorage;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementTypeException;
import dev.loanword.memory.NumberList;
import dev.loanword.memory.StridedCopy;
import dev.loanword.python.graalpy.Sequences;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;

/** Arrays of primitives, both ways. They are copied, and counted, but for the list of a {@code double[]} result. */
final class NumberArrays {

    private static final String REASON = "numbers copied into an array";

    private NumberArrays() {}

    /** The list's own floats where it is a list of floats, else its numbers, converted. Whoever takes them counts that. */
    static Object toNumberList(CallScope scope, Place place, Object value) {
        if (!Sequences.isListOrTuple(value)) {
            throw place.mismatch(scope.node(), "a list or tuple of numbers", value);
        }
        Sequences.Doubles numbers = Sequences.doubles(value);
        return new NumberList(numbers.values(), numbers.length(), numbers.isCopy());
    }

    /** A conversion to an array: of a buffer with the same elements, or of any iterable of numbers. */
    static FromPython fromPython(Simple element) {
        FromPython item = ArgumentConversions.of(element, null);
        Kind kind = Kind.of(element);
        return (scope, place, value) -> {
            if (Buffers.isExporter(value)) {
                return copy(scope, place, kind, value);
            }
            Object[] items = Sequences.items(value, () -> place.mismatch(scope.node(), "a sequence of numbers or a buffer", value));
            scope.host().ledger().copy((long) kind.size * items.length, REASON);
            Object array = Array.newInstance(kind.component, items.length);
            Place inner = place.inner("item");
            for (int i = 0; i < items.length; i++) {
                Array.set(array, i, item.convert(scope, inner, items[i]));
            }
            return array;
        };
    }

    private static Object copy(CallScope scope, Place place, Kind kind, Object exporter) {
        try (CallScope copying = new CallScope(scope.node())) {
            BorrowedBuffer buffer = copying.borrow(exporter, Access.SHARED, place);
            if (!buffer.elementType().sameMemory(kind.elementType)) {
                throw new ElementTypeException(place + " must hold elements of type " + kind.elementType + ", got "
                        + buffer.elementType() + "; convert first");
            }
            scope.host().ledger().copy(buffer.layout().byteCount(), REASON);
            byte[] gathered = StridedCopy.gather(buffer.stridedSegment(), buffer.origin(), buffer.layout());
            return kind.array(MemorySegment.ofArray(gathered));
        }
    }

    /** A list over the array where Python's lists can hold it as it is. */
    static Object toPython(CallScope scope, Simple element, Object array) {
        PythonLanguage language = PythonLanguage.get(scope.node());
        SequenceStorage storage =
                switch (array) {
                    case double[] values -> new DoubleSequenceStorage(values);
                    case long[] values when element == Simple.INT64 -> new LongSequenceStorage(values);
                    case int[] values when element == Simple.INT32 -> new IntSequenceStorage(values);
                    case boolean[] values -> new BoolSequenceStorage(values);
                    default -> null;
                };
        if (storage != null) {
            return PFactory.createList(language, storage);
        }
        ToPython item = ResultConversions.of(element, null);
        Object[] items = new Object[Array.getLength(array)];
        for (int i = 0; i < items.length; i++) {
            items[i] = item.convert(scope, Array.get(array, i));
        }
        return PFactory.createList(language, items);
    }

    /** What an array of primitives is made of. */
    private enum Kind {
        BOOLEAN(boolean.class, "?"),
        BYTE(byte.class, "b"),
        UNSIGNED_BYTE(byte.class, "B"),
        SHORT(short.class, "h"),
        UNSIGNED_SHORT(short.class, "H"),
        CHARACTER(char.class, "H"),
        INT(int.class, "i"),
        UNSIGNED_INT(int.class, "I"),
        LONG(long.class, "q"),
        UNSIGNED_LONG(long.class, "Q"),
        FLOAT(float.class, "f"),
        DOUBLE(double.class, "d");

        private final Class<?> component;
        private final ElementType elementType;
        private final int size;

        Kind(Class<?> component, String format) {
            this.component = component;
            this.elementType = ElementType.parse(format);
            this.size = Math.toIntExact(elementType.size());
        }

        static Kind of(Simple element) {
            return switch (element) {
                case BOOLEAN -> BOOLEAN;
                case INT8 -> BYTE;
                case UINT8 -> UNSIGNED_BYTE;
                case INT16 -> SHORT;
                case UINT16 -> UNSIGNED_SHORT;
                case CHARACTER -> CHARACTER;
                case INT32 -> INT;
                case UINT32 -> UNSIGNED_INT;
                case INT64 -> LONG;
                case UINT64 -> UNSIGNED_LONG;
                case FLOAT32 -> FLOAT;
                case FLOAT64 -> DOUBLE;
                default -> throw new IllegalArgumentException("there is no array of " + element);
            };
        }

        private Object array(MemorySegment bytes) {
            return switch (this) {
                case BOOLEAN -> truths(bytes);
                case BYTE, UNSIGNED_BYTE -> bytes.toArray(ValueLayout.JAVA_BYTE);
                case SHORT, UNSIGNED_SHORT -> bytes.toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
                case CHARACTER -> bytes.toArray(ValueLayout.JAVA_CHAR_UNALIGNED);
                case INT, UNSIGNED_INT -> bytes.toArray(ValueLayout.JAVA_INT_UNALIGNED);
                case LONG, UNSIGNED_LONG -> bytes.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
                case FLOAT -> bytes.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
                case DOUBLE -> bytes.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
            };
        }

        private static boolean[] truths(MemorySegment bytes) {
            boolean[] truths = new boolean[Math.toIntExact(bytes.byteSize())];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = bytes.get(ValueLayout.JAVA_BYTE, i) != 0;
            }
            return truths;
        }
    }
}
