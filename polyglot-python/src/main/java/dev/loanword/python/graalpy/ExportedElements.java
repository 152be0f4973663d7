package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.ctypes.CDataObject;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes.ToArrayNode;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What an exporter says of its elements, before it is believed: an element type must come out that is as large as the items
 * are.
 *
 * @param format as the exporter spells it; {@code null} means unsigned bytes
 * @param layout where the items lie
 */
record ExportedElements(TruffleString format, Layout layout) {

    private static final TruffleString MODULE_OF_CTYPES = Text.python("_ctypes");
    private static final TruffleString BUFFER_INFO = Text.python("buffer_info");

    /** Items by their size, and for each dimension its length and its stride in bytes. */
    static ExportedElements of(TruffleString format, long itemsize, long[] shape, long[] strides) {
        // A structure without fields has items of no bytes, which no layout takes: its bytes are none.
        return itemsize == 0
                ? new ExportedElements(null, bytes(0, shape, strides))
                : new ExportedElements(format, Layout.of(itemsize, shape, strides));
    }

    /**
     * The elements of a ctypes object: of an array in all its dimensions, else one without a dimension. Asked of ctypes
     * itself, since a type's {@code _length_} can be given another value afterwards.
     */
    static ExportedElements of(CDataObject data) {
        PythonBufferAccessLibrary access = PythonBufferAccessLibrary.getUncached();
        Object describe = PythonContext.get(null).lookupBuiltinModule(MODULE_OF_CTYPES).getAttribute(BUFFER_INFO);
        Object[] lengths = items(items(CallNode.executeUncached(describe, data))[2]);
        long[] shape = new long[lengths.length];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = Numbers.toIndex(lengths[d]);
        }
        long itemsize = access.getItemSize(data);
        long[] strides = Layout.contiguous(Math.max(1, itemsize), shape).strides();
        return of(access.getFormatString(data), itemsize, shape, strides);
    }

    private static Object[] items(Object tuple) {
        return ToArrayNode.executeUncached(((PTuple) tuple).getSequenceStorage());
    }

    /** These elements; if they are records of several fields, their bytes. */
    ExportedElements recordsAsBytes() {
        return format != null && Text.java(format).startsWith("T{") ? bytes() : this;
    }

    private ExportedElements bytes() {
        return new ExportedElements(null, bytes(layout.itemsize(), layout.shape(), layout.strides()));
    }

    private static Layout bytes(long itemsize, long[] shape, long[] strides) {
        long[] lengths = Arrays.copyOf(shape, shape.length + 1);
        lengths[shape.length] = itemsize;
        long[] steps = Arrays.copyOf(strides, strides.length + 1);
        steps[strides.length] = 1;
        return Layout.of(1, lengths, steps);
    }

    /**
     * The buffer of these elements. Items of several bytes that have no type, as a ctypes union, are their bytes.
     *
     * @param array the array that the memory lies in, if the segment may hide it; else {@code null}
     * @param origin byte offset in the memory of the element with all indices zero
     * @throws dev.loanword.memory.UnsupportedFormatException if the format is none of one element type
     * @throws BufferRefusedException if the format means elements of another size
     */
    BorrowedBuffer in(MemorySegment memory, Object array, long origin, boolean readOnly) {
        ElementType type = Formats.parse(format);
        if (type.size() == layout.itemsize()) {
            return new BorrowedBuffer(memory, array, origin, type, layout, readOnly);
        }
        if (type.equals(ElementType.UINT8)) {
            return bytes().in(memory, array, origin, readOnly);
        }
        throw new BufferRefusedException("items of " + layout.itemsize() + " bytes can't be elements of type " + type + ", which"
                + " have " + type.size() + "; make a memoryview that says the same of both");
    }
}
