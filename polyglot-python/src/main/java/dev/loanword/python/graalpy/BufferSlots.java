package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.PythonAbstractObject;
import com.oracle.graal.python.builtins.objects.cext.capi.transitions.CApiTransitions.NativePtrToPythonNode;
import com.oracle.graal.python.builtins.objects.cext.capi.transitions.CApiTransitions.PythonToNativeNewRefNode;
import com.oracle.graal.python.builtins.objects.cext.common.CExtCommonNodes.TransformExceptionToNativeNode;
import com.oracle.graal.python.nodes.HiddenAttr;
import com.oracle.graal.python.runtime.exception.PException;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The buffer slots of a Python type as C code sees them: {@code PyObject_GetBuffer} of a {@code loanword.Buffer}, which
 * {@code np.frombuffer(buffer)} calls, gives the very memory.
 *
 * <p>There is no function to release a buffer, as there is none for {@code bytes}: NumPy then keeps the Buffer itself with the
 * array, where it would otherwise make a memoryview in C, which GraalPy never gives back ({@link NativeMemoryViews} refuses
 * that one). So the memory is in use for as long as the Buffer is alive.
 *
 * <p>The function is made when GraalPy first asks where it is, which is when the type is first seen by C.
 */
@ExportLibrary(InteropLibrary.class)
public final class BufferSlots implements TruffleObject {

    private static final BufferSlots INSTANCE = new BufferSlots();

    private BufferSlots() {}

    /** Gives a type the slots. To be called before an instance of it gets to C. */
    public static void addTo(Object type) {
        HiddenAttr.WriteNode.executeUncached((PythonAbstractObject) type, HiddenAttr.AS_BUFFER, INSTANCE);
    }

    @ExportMessage
    boolean isPointer() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    long asPointer() {
        return Functions.STRUCT.address();
    }

    /** The {@code PyBufferProcs} of the process. */
    private static final class Functions {

        static final MemorySegment STRUCT = struct();

        @SuppressWarnings("restricted")
        private static MemorySegment struct() {
            try {
                // SAFETY: the descriptor is that of getbufferproc in Python's stable C API; the function never throws.
                MemorySegment getBuffer = Linker.nativeLinker()
                        .upcallStub(
                                MethodHandles.lookup()
                                        .findStatic(
                                                BufferSlots.class,
                                                "getBuffer",
                                                MethodType.methodType(
                                                        int.class, long.class, long.class, int.class)),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.JAVA_INT),
                                Arena.global());
                MemorySegment struct = Arena.global().allocate(2 * ValueLayout.ADDRESS.byteSize(), ValueLayout.ADDRESS.byteAlignment());
                struct.set(ValueLayout.ADDRESS, 0, getBuffer);
                return struct;
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    /** {@code bf_getbuffer}: 0, or -1 and a Python exception. The GIL is held. */
    private static int getBuffer(long object, long target, int flags) {
        try {
            fill(NativePtrToPythonNode.executeUncached(object, false), target, flags);
            return 0;
        } catch (Throwable thrown) {
            fail(thrown);
            return -1;
        }
    }

    /** Sets the exception for C. What can't become one, such as a closing host, must not get into C as a Java exception. */
    private static void fail(Throwable thrown) {
        try {
            RuntimeException python = thrown instanceof PException already ? already : PythonExceptions.translate(null, thrown);
            if (python instanceof PException exception) {
                TransformExceptionToNativeNode.executeUncached(exception);
            }
        } catch (Throwable closing) {
            // C gets the -1, and an error without a reason; nothing more can be said in a host that is going down.
        }
    }

    private static void fill(Object exporter, long target, int flags) {
        if (exporter instanceof PPickleBuffer buffer && LentView.of(buffer) instanceof LentView view) {
            NativeBufferStruct struct = NativeBufferStruct.describe(view, flags);
            // A new reference, which PyBuffer_Release takes back.
            Object reference = PythonToNativeNewRefNode.executeUncached(exporter);
            struct.copyTo(target, Borrower.address(null, reference));
            return;
        }
        throw PythonExceptions.bufferError(null, "C code gets no buffer of a '" + TypeNames.of(exporter) + "' object itself,"
                + " because it would not tell when it is done; pass np.asarray(x), or memoryview(x)");
    }
}
