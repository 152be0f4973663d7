package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.array.PArray;
import com.oracle.graal.python.builtins.objects.bytes.PByteArray;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.runtime.sequence.storage.ByteSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.SequenceStorage;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.ElementType;

/**
 * Borrows the commonest buffers for a short call, by the rules of {@link Borrower} but without a record of it: whoever opens
 * one closes it with the same exporter.
 *
 * <p>Only what lies on Python's own heap, is small, meets all that is demanded of it, and has no rival in the borrow table.
 * Everything else is left to {@link Borrower}, with its checks and its words for errors. All methods need the GIL, and are
 * compiled together with the Python code that calls.
 *
 * @param requirement what is demanded of the buffer
 * @param bytes whether bytes are taken
 * @param byteArrays whether bytearrays are taken
 * @param arrays whether arrays of the module array are taken
 */
public record ShortBorrow(BufferRequirement requirement, boolean bytes, boolean byteArrays, boolean arrays) {

    /** The formats that were seen last, by identity, since GraalPy's arrays share theirs. */
    private static volatile Format latest = new Format(null, ElementType.UINT8);

    private record Format(TruffleString text, ElementType type) {}

    /**
     * Borrows an object and locks it against resizing.
     *
     * @return {@code null} if it has to be borrowed by {@link Borrower}; nothing is locked then
     */
    public BorrowedBuffer openOrNull(Object exporter) {
        // No switch over types: it is slower where it matters.
        if (exporter instanceof PBytes object) {
            return bytes ? described(object.getSequenceStorage(), ElementType.UINT8, true) : null;
        }
        if (exporter instanceof PByteArray object) {
            BorrowedBuffer buffer = byteArrays ? described(object.getSequenceStorage(), ElementType.UINT8, false) : null;
            if (buffer != null) {
                object.setExports(object.getExports() + 1);
            }
            return buffer;
        }
        if (exporter instanceof PArray object) {
            BorrowedBuffer buffer = arrays ? described(object.getSequenceStorage(), elementType(object), false) : null;
            if (buffer != null) {
                object.getExports().setPlain(object.getExports().getPlain() + 1);
            }
            return buffer;
        }
        return null;
    }

    private BorrowedBuffer described(SequenceStorage storage, ElementType type, boolean readOnly) {
        if (!(storage instanceof ByteSequenceStorage heap)
                || heap.length() > Checkpoint.INTERVAL
                || requirement.writable() && readOnly
                || requirement.dimensions() >= 0 && requirement.dimensions() != 1
                || requirement.elementType() != null && !type.sameMemory(requirement.elementType())
                || !BorrowTable.ofProcess().isEmpty()) {
            return null;
        }
        // The array may be longer than the object: only its first length() bytes belong to Python.
        return BorrowedBuffer.ofBytes(heap.getInternalByteArray(), heap.length(), type, readOnly);
    }

    private static ElementType elementType(PArray array) {
        TruffleString format = array.getFormatStringForBuffer();
        Format known = latest;
        if (known.text != format) {
            known = parse(format);
        }
        return known.type;
    }

    @TruffleBoundary
    private static Format parse(TruffleString text) {
        Format parsed = new Format(text, Formats.parse(text));
        latest = parsed;
        return parsed;
    }

    /** Gives back what {@link #openOrNull} has given. */
    public void close(Object exporter, BorrowedBuffer buffer) {
        buffer.close();
        if (exporter instanceof PByteArray object) {
            object.setExports(object.getExports() - 1);
        } else if (exporter instanceof PArray object) {
            object.getExports().setPlain(object.getExports().getPlain() - 1);
        }
    }
}
