package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes.ToArrayNode;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.nodes.attributes.LookupAttributeInMRONode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.graal.python.runtime.sequence.storage.DoubleSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.SequenceStorage;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.function.Supplier;

/** Reads lists and tuples of numbers. */
public final class Sequences {

    private Sequences() {}

    /**
     * Numbers of a list or tuple.
     *
     * @param values the numbers; the array may be longer, and may be the list's own: not to be written or kept
     * @param length how many of them count
     * @param isCopy whether they were converted into an array of their own
     */
    public record Doubles(double[] values, int length, boolean isCopy) {}

    /** Whether {@link #doubles} reads the object: a list, a tuple, or a subclass of these. */
    public static boolean isListOrTuple(Object object) {
        return object instanceof PList || object instanceof PTuple;
    }

    /**
     * The items of an iterable, in an array of their own. May run Python code.
     *
     * @param refusal makes the error for what is no iterable
     */
    @TruffleBoundary
    public static Object[] items(Object iterable, Supplier<RuntimeException> refusal) {
        if (iterable instanceof PList list && iteratesAs(list, PythonBuiltinClassType.PList)) {
            return ToArrayNode.executeUncached(list.getSequenceStorage());
        }
        if (iterable instanceof PTuple tuple && iteratesAs(tuple, PythonBuiltinClassType.PTuple)) {
            return ToArrayNode.executeUncached(tuple.getSequenceStorage());
        }
        if (!isIterable(iterable)) {
            throw refusal.get();
        }
        PList list = (PList) CallNode.executeUncached(PythonBuiltinClassType.PList, iterable);
        return ToArrayNode.executeUncached(list.getSequenceStorage());
    }

    /** Whether a subclass has left iteration as it is. */
    private static boolean iteratesAs(Object object, PythonBuiltinClassType builtin) {
        Object type = GetClassNode.executeUncached(object);
        return type == builtin
                || LookupAttributeInMRONode.Dynamic.getUncached().execute(type, ITER)
                        == LookupAttributeInMRONode.Dynamic.getUncached().execute(builtin, ITER);
    }

    /** Whether {@link #items} can read the object. */
    public static boolean isIterable(Object object) {
        Object type = GetClassNode.executeUncached(object);
        return LookupAttributeInMRONode.Dynamic.getUncached().execute(type, ITER) != PNone.NO_VALUE
                || LookupAttributeInMRONode.Dynamic.getUncached().execute(type, GET_ITEM) != PNone.NO_VALUE;
    }

    private static final TruffleString ITER = Text.python("__iter__");
    private static final TruffleString GET_ITEM = Text.python("__getitem__");

    /**
     * The numbers of a list or tuple. A list of floats is read where it lies. For others each number is converted, which may
     * call Python code.
     *
     * @throws RuntimeException Python's {@code TypeError} if an item is no real number
     */
    @TruffleBoundary
    public static Doubles doubles(Object listOrTuple) {
        SequenceStorage storage = listOrTuple instanceof PList list
                ? list.getSequenceStorage()
                : ((PTuple) listOrTuple).getSequenceStorage();
        if (storage instanceof DoubleSequenceStorage floats) {
            return new Doubles(floats.getInternalDoubleArray(), floats.length(), false);
        }
        // The items are copied out first: converting one may run Python code that changes the list.
        Object[] items = ToArrayNode.executeUncached(storage);
        double[] values = new double[items.length];
        for (int i = 0; i < items.length; i++) {
            values[i] = Numbers.isFastDouble(items[i])
                    ? Numbers.fastDouble(items[i])
                    : (double) Numbers.toDouble(items[i]);
        }
        return new Doubles(values, values.length, true);
    }
}
