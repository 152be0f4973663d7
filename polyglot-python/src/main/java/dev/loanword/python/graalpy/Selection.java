package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes.ToArrayNode;
import com.oracle.graal.python.builtins.objects.slice.PSlice;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;

/**
 * What an index selects of lent memory: an integer takes one index of a dimension, a slice several, a tuple one entry a
 * dimension; dimensions that are not named are taken whole.
 *
 * @param offset byte offset of the first selected element in the memory's segment
 * @param layout the layout of what is selected
 * @param isElement whether every dimension was given an integer
 */
record Selection(long offset, Layout layout, boolean isElement) {

    /**
     * Resolves an index.
     *
     * @throws RuntimeException Python's {@code IndexError} if it is out of range, {@code TypeError} if it is no index
     */
    static Selection of(LentMemory memory, Object index) {
        Object[] entries = index instanceof PTuple tuple ? ToArrayNode.executeUncached(tuple.getSequenceStorage()) : new Object[] {index};
        Layout layout = memory.layout();
        int dimensions = layout.dimensionCount();
        if (entries.length > dimensions) {
            throw PythonExceptions.indexError(
                    null, "too many indices: the buffer has " + dimensions + " dimensions, " + entries.length + " were given");
        }
        long offset = memory.origin();
        // Slices keep a dimension, integers take it away: from here on, "dimension" counts those that are left.
        int dimension = 0;
        for (Object entry : entries) {
            long length = layout.shape(dimension);
            if (entry instanceof PSlice slice) {
                Slices.Range range = Slices.resolve(slice, length);
                Layout.Slice part = layout.slice(dimension, range.start(), range.step(), range.count());
                offset += part.byteOffset();
                layout = part.layout();
                dimension++;
            } else {
                long position = Numbers.toIndex(entry);
                long fromStart = position < 0 ? position + length : position;
                if (fromStart < 0 || fromStart >= length) {
                    throw PythonExceptions.indexError(
                            null, "index out of range: " + position + " in a dimension of " + length);
                }
                offset += fromStart * layout.stride(dimension);
                layout = layout.withoutDimension(dimension);
            }
        }
        // Strides of empty memory lead out of it; nothing is read there, so its place is kept at the beginning.
        return new Selection(layout.isEmpty() ? memory.origin() : offset, layout, layout.dimensionCount() == 0);
    }
}
