package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.lib.PyObjectCallMethodObjArgs;
import com.oracle.graal.python.runtime.sequence.storage.ByteSequenceStorage;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The elements that an operation of the toolkit itself reads: comparison, assignment to a slice, a copy. They are borrowed;
 * those of a {@code boolean[]}, which can't be, are gathered.
 */
final class Source implements AutoCloseable {

    private final BorrowedBuffer buffer;
    private final Borrow borrow;

    private Source(BorrowedBuffer buffer, Borrow borrow) {
        this.buffer = buffer;
        this.borrow = borrow;
    }

    /**
     * The elements of any buffer, to be read.
     *
     * @param reader who reads, in words, for the error of a rival
     * @throws RuntimeException as {@link Borrower#borrowBytes}
     */
    static Source of(Node node, Object exporter, String reader) {
        if (exporter instanceof PPickleBuffer buffer && LentView.of(buffer) instanceof BooleanView view) {
            return gathered(view.gather(), view.memory().elementType(), view.memory().layout().shape());
        }
        if (exporter instanceof PMemoryView view && !view.isReleased() && view.getBuffer() instanceof BooleanView) {
            return gathered(view);
        }
        Borrow borrow = Borrower.borrowBytes(node, exporter, Access.SHARED, reader);
        return new Source(borrow.buffer(), borrow);
    }

    /** A memoryview may be cast and sliced at will; Python itself reads it best. */
    private static Source gathered(PMemoryView view) {
        PBytes bytes = (PBytes) PyObjectCallMethodObjArgs.executeUncached(view, Text.python("tobytes"));
        ByteSequenceStorage storage = (ByteSequenceStorage) bytes.getSequenceStorage();
        ElementType type = Formats.parse(view.getFormatString());
        int[] lengths = view.getBufferShape();
        long[] shape = lengths == null ? new long[0] : Arrays.stream(lengths).asLongStream().toArray();
        return gathered(storage.getInternalByteArray(), type, shape);
    }

    /** The array may be longer than what is in it. */
    private static Source gathered(byte[] elements, ElementType type, long... shape) {
        Layout layout = Layout.contiguous(type.size(), shape);
        return new Source(new BorrowedBuffer(MemorySegment.ofArray(elements), 0, type, layout, true), null);
    }

    /** The elements, valid until this is closed. */
    BorrowedBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        if (borrow == null) {
            buffer.close();
        } else {
            borrow.close();
        }
    }
}
