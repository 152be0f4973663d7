package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAccessLibrary;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Bind;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import java.util.Objects;

/**
 * The Java half of an instance whose class exports {@code __buffer__}: each buffer that Python takes is asked of the Java
 * object anew.
 *
 * <p>Such an instance is, inside, GraalPy's PickleBuffer, as {@code loanword.Buffer} is: {@code memoryview(instance)} then has
 * the shape and the strides of the memory. Each buffer is a view of its own, registered with the owner of the memory, and
 * counts as a use of it until it is released or collected. The instance itself counts as none.
 */
@ExportLibrary(PythonBufferAccessLibrary.class)
final class ExportedMemory implements TruffleObject {

    private Object java;
    private final MemorySource source;

    /**
     * The memory of an instance.
     *
     * @param java {@code null} if {@code __init__} is to make it
     */
    ExportedMemory(Object java, MemorySource source) {
        this.java = java;
        this.source = Objects.requireNonNull(source, "source");
    }

    /** The exported memory of an instance, or {@code null} if the object is something else. */
    static ExportedMemory of(PPickleBuffer instance) {
        return instance.getView() instanceof ExportedMemory memory ? memory : null;
    }

    /** The Java object; {@code null} if {@code __init__} has not made it yet. */
    Object java() {
        return java;
    }

    /** Completes an instance that was made without its Java half. */
    void complete(Object made) {
        java = made;
    }

    /** A new view of what the Java object lends now. */
    @TruffleBoundary
    private LentView view() {
        if (java == null) {
            throw PythonExceptions.bufferError(null, Instances.NOT_INITIALIZED);
        }
        try {
            return LentBuffers.view(HostState.of(null), source.memoryOf(java), false);
        } catch (Throwable thrown) {
            throw PythonExceptions.translate(null, thrown);
        }
    }

    /** What {@code memoryview(instance)} copies, and what all other users of buffers read. */
    @ExportMessage
    static final class GetOwner {
        @Specialization
        static Object owner(
                ExportedMemory memory,
                @Bind Node node,
                @Cached(value = "isMadeByC(node)", uncached = "isMadeByC()", neverDefault = false) boolean madeByC) {
            if (madeByC) {
                throw NativeMemoryViews.madeByC(node);
            }
            return memory.view().baseOfMemoryviews();
        }

        static boolean isMadeByC(Node node) {
            return NativeMemoryViews.isMadeByC(node);
        }

        static boolean isMadeByC() {
            return NativeMemoryViews.isMadeByC();
        }
    }

    @ExportMessage
    boolean isBuffer() {
        return true;
    }

    @ExportMessage
    int getBufferLength() {
        return view().getBufferLength();
    }

    @ExportMessage
    byte readByte(int offset) {
        return view().readByte(offset);
    }
}
