package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.complex.PComplex;
import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.builtins.objects.floats.PFloat;
import com.oracle.graal.python.builtins.objects.str.PString;
import com.oracle.graal.python.builtins.objects.type.TpSlots;
import com.oracle.graal.python.lib.PyCallableCheckNode;
import com.oracle.graal.python.lib.PyIndexCheckNode;
import com.oracle.graal.python.lib.PyNumberCheckNode;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.Sequences;
import dev.loanword.python.graalpy.TypeNames;
import java.util.function.Predicate;

/**
 * Tells whether a value is of the kind that an overload takes. It looks at the type alone; converting may still fail.
 *
 * @param expected the kind in words, for an error
 * @param test the test itself
 */
record Acceptance(String expected, Predicate<Object> test) {

    /** Whether the value may be tried. */
    boolean accepts(Object value) {
        return test.test(value);
    }

    /** The kind of a type. */
    static Acceptance of(ValueType type, CoreClasses classes) {
        return switch (type) {
            case Simple simple -> simple(simple);
            case ValueType.Borrowed borrowed -> new Acceptance("a bytes-like object", Buffers::isExporter);
            case ValueType.NumberArray array -> new Acceptance(
                    "a sequence of numbers", value -> Sequences.isListOrTuple(value) || Buffers.isExporter(value));
            case ValueType.Nullable nullable -> orNone(of(nullable.of(), classes));
            case ValueType.Optional optional -> orNone(of(optional.of(), classes));
            case ValueType.Collection collection -> new Acceptance("a list or tuple", Sequences::isListOrTuple);
            case ValueType.Dictionary dictionary -> new Acceptance("a dict", PDict.class::isInstance);
            case ValueType.Callback callback -> new Acceptance("callable", PyCallableCheckNode::executeUncached);
            case ValueType.Exported exported -> exported(classes.find(exported.className()));
            case ValueType.Iteration iteration -> new Acceptance("an iterable", Sequences::isIterable);
            case ValueType.Future future -> anything();
            case ValueType.Publisher publisher -> anything();
        };
    }

    private static Acceptance orNone(Acceptance present) {
        return new Acceptance(present.expected + " or None", value -> Nones.isNone(value) || present.accepts(value));
    }

    private static Acceptance anything() {
        return new Acceptance("object", value -> true);
    }

    private static Acceptance exported(Class<?> type) {
        String name = type.getSimpleName();
        if (type.isEnum() || type.isRecord()) {
            return new Acceptance(name, value -> TypeNames.of(value).equals(name));
        }
        return new Acceptance(name, value -> type.isInstance(Instances.javaOrNull(value)));
    }

    private static Acceptance simple(Simple type) {
        return switch (type) {
            case BOOLEAN -> new Acceptance("bool", Boolean.class::isInstance);
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BIG_INTEGER ->
                new Acceptance("int", Acceptance::isInteger);
            case FLOAT32, FLOAT64 -> new Acceptance("real number", Acceptance::isReal);
            case CHARACTER, STRING -> new Acceptance(
                    "str", value -> value instanceof TruffleString || value instanceof PString);
            case BYTES -> new Acceptance("a bytes-like object", Buffers::isExporter);
            case NUMBER_LIST -> new Acceptance("a list or tuple of numbers", Sequences::isListOrTuple);
            case ANY -> new Acceptance("a plain value", Values::accepts);
            default -> anything();
        };
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || !(value instanceof Boolean) && PyIndexCheckNode.executeUncached(value);
    }

    /**
     * Floats, and numbers of other classes that can be converted to one, such as NumPy's scalars and fractions.Fraction. These
     * have no length: an array of one element can be converted too, and is none.
     */
    private static boolean isReal(Object value) {
        if (value instanceof Double || value instanceof PFloat || isInteger(value)) {
            return true;
        }
        return !(value instanceof Boolean || value instanceof PComplex)
                && PyNumberCheckNode.executeUncached(value)
                && TpSlots.GetObjectSlotsNode.executeUncached(value).combined_sq_mp_length() == null
                && Instances.javaOrNull(value) == null
                && !PythonLibrary.isInstance(value, "decimal", "Decimal");
    }
}
