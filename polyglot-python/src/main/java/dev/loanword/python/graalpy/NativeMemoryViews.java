package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.modules.cext.PythonCextMemoryViewBuiltins;
import com.oracle.graal.python.builtins.objects.cext.capi.PyMemoryViewWrapper;
import com.oracle.graal.python.builtins.objects.cext.capi.transitions.CApiTransitions.HandlePointerConverter;
import com.oracle.graal.python.builtins.objects.cext.capi.transitions.CApiTransitions.PythonObjectReference;
import com.oracle.graal.python.builtins.objects.cext.structs.CFields;
import com.oracle.graal.python.builtins.objects.cext.structs.CStructAccess;
import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.EncapsulatingNodeReference;
import com.oracle.truffle.api.nodes.Node;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/**
 * What C code sees of a memoryview over memory that has no address.
 *
 * <p>GraalPy makes the C struct of a memoryview when the memoryview first goes to C. An exception stops that, and is what
 * Python gets, except where C asks for the items of a tuple or list: there it looks at no error and reads through the null
 * pointer that it got. So there the struct is made, and says that the memoryview was released: C functions that want its
 * memory then raise {@code ValueError}, and NumPy takes its elements one by one.
 */
final class NativeMemoryViews {

    /** The class of GraalPy that turns the items of a sequence into those of a C array. */
    private static final String ITEMS = SequenceStorageNodes.StorageToNativeNode.class.getName();

    /** The class of GraalPy that makes a memoryview for C code. */
    private static final Class<?> FROM_OBJECT = fromObject();

    private static final String CALLS = "com.oracle.truffle.nfi.";
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final VarHandle POINTER = pointer();

    private NativeMemoryViews() {}

    private static Class<?> fromObject() {
        try {
            return Class.forName(PythonCextMemoryViewBuiltins.class.getName() + "$PyMemoryView_FromObject");
        } catch (ClassNotFoundException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private static VarHandle pointer() {
        try {
            return MethodHandles.privateLookupIn(PythonObjectReference.class, MethodHandles.lookup())
                    .findVarHandle(PythonObjectReference.class, "pointer", long.class);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("this version of GraalPy keeps its C objects in another way", otherVersion);
        }
    }

    /**
     * The address for the C struct of a memoryview over memory that has none: null, where an error would go unseen.
     *
     * @param refusal makes what is thrown everywhere else
     */
    static Object withoutAddress(LentView view, Supplier<RuntimeException> refusal) {
        if (!isItemOfSequence()) {
            throw refusal.get();
        }
        markReleased(view);
        return 0L;
    }

    /**
     * Refuses C code a memoryview that it makes itself, of a Buffer or an exported object.
     *
     * @throws RuntimeException a Python {@code BufferError}, which makes NumPy ask for {@code __array__}
     */
    static RuntimeException madeByC(Node node) {
        return PythonExceptions.bufferError(node, "C code gets no memoryview of lent memory by itself, since it would never give"
                + " it back; pass np.asarray(buffer) to NumPy, or memoryview(buffer)");
    }

    /** Whether a place in GraalPy's code makes a memoryview for C code. */
    static boolean isMadeByC(Node place) {
        for (Node node = place; node != null; node = node.getParent()) {
            if (FROM_OBJECT.isInstance(node)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #isMadeByC(Node)}, for the place that runs now. */
    @TruffleBoundary
    static boolean isMadeByC() {
        return isMadeByC(EncapsulatingNodeReference.getCurrent().get());
    }

    private static boolean isItemOfSequence() {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .takeWhile(name -> !name.startsWith(CALLS))
                .anyMatch(ITEMS::equals));
    }

    /** Marks the C structs of all memoryviews over the view, since the one that is being made can't be told from others. */
    private static void markReleased(LentView view) {
        for (PythonObjectReference reference : PythonContext.get(null).nativeContext.nativeStubLookup) {
            if (reference != null
                    && reference.get() instanceof PyMemoryViewWrapper wrapper
                    && wrapper.getDelegate() instanceof PMemoryView memoryview
                    && memoryview.getBuffer() == view) {
                // SAFETY: the struct of this memoryview was allocated with its reference, and is never freed.
                CStructAccess.WriteIntNode.writeUncached(
                        HandlePointerConverter.pointerToStub((long) POINTER.get(reference)),
                        CFields.PyMemoryViewObject__flags,
                        memoryview.getFlags() | PMemoryView.FLAG_RELEASED);
            }
        }
    }
}
