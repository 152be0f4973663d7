package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.memoryview.PMemoryView;
import com.oracle.graal.python.builtins.objects.type.TypeNodes.GetInstanceShape;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.util.BufferFormat;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;

/**
 * Makes the {@code loanword.Buffer} objects that Python holds.
 *
 * <p>A Buffer is, inside, GraalPy's PickleBuffer with a class of our own: the one object whose {@code memoryview(x)} takes
 * over shape, strides and lifecycle of a memoryview that somebody else built. All others are flattened to one dimension.
 */
public final class LentBuffers {

    private LentBuffers() {}

    /**
     * Lends memory to the current host under a new Buffer.
     *
     * @param counts whether the Buffer itself is a use of the memory, which keeps its owner from closing: true for rows and
     *     slices, false for the handle under which memory was lent
     */
    @TruffleBoundary
    public static Object lend(Node node, LentMemory memory, boolean counts) {
        HostState state = HostState.of(node);
        return buffer(state, view(state, memory, counts));
    }

    /**
     * A Buffer that passes lent memory on to native code. The ledger does not count it, as the memory was lent before.
     *
     * @param counts as for {@link #lend}
     */
    static Object passOn(HostState state, LentMemory memory, boolean counts) {
        LentView view = LentView.over(state, memory, counts);
        memory.views().add(view);
        return buffer(state, view);
    }

    private static Object buffer(HostState state, LentView view) {
        Object type = state.bufferType();
        return PFactory.createPickleBuffer(
                PythonLanguage.get(null), view, type, GetInstanceShape.executeUncached(type));
    }

    /** A new view, registered with the owner of the memory. */
    static LentView view(HostState state, LentMemory memory, boolean counts) {
        LentView view = LentView.over(state, memory, counts);
        memory.views().add(view);
        state.ledger().lent(memory.layout().byteCount());
        return view;
    }

    /** A memoryview over memory that counts as a use of it until it is released or collected. */
    @TruffleBoundary
    public static Object memoryview(Node node, LentMemory memory) {
        Object base = view(HostState.of(node), memory, false).baseOfMemoryviews();
        return CallNode.executeUncached(PythonBuiltinClassType.PMemoryView, base);
    }

    /** A {@code bytes} object with the elements of the memory in C order: a copy. */
    @TruffleBoundary
    public static Object bytes(Node node, LentMemory memory) {
        return BufferOperations.bytes(LentView.over(HostState.of(node), memory, false));
    }

    /**
     * A NumPy array over memory, which must lie off the Java heap unless a copy is asked for.
     *
     * @param dtype the element type as NumPy takes it, or None
     * @param copy whether to copy, as NumPy takes it, or None for only where another element type is asked for
     */
    @TruffleBoundary
    public static Object array(Node node, LentMemory memory, Object dtype, Object copy) {
        return ArrayExport.array(node, LentView.over(HostState.of(node), memory, false), dtype, copy);
    }

    /** Whether an object is a {@code loanword.Buffer}. */
    public static boolean isLent(Object object) {
        return object instanceof PPickleBuffer buffer && LentView.of(buffer) != null;
    }

    /** The memoryview that {@code memoryview(buffer)} copies. */
    static PMemoryView memoryview(LentView view) {
        LentMemory memory = view.memory();
        Layout layout = memory.layout();
        if (layout.byteCount() > Integer.MAX_VALUE || memory.origin() + layout.endOffset() > Integer.MAX_VALUE) {
            throw tooLong(layout);
        }
        int[] shape = new int[layout.dimensionCount()];
        int[] strides = new int[layout.dimensionCount()];
        for (int d = 0; d < shape.length; d++) {
            if (layout.shape(d) > Integer.MAX_VALUE) {
                throw PythonExceptions.bufferError(null, "a memoryview holds at most " + Integer.MAX_VALUE + " elements in a"
                        + " dimension here, this buffer has the shape " + Layout.tuple(layout.shape()));
            }
            shape[d] = (int) layout.shape(d);
            strides[d] = stride(layout, d);
        }
        PythonContext context = PythonContext.get(null);
        TruffleString format = view.getFormatString();
        BufferFormat bufferFormat = BufferFormat.forMemoryView(
                format, TruffleString.CodePointLengthNode.getUncached(), TruffleString.CodePointAtIndexNode.getUncached());
        return PFactory.createMemoryView(
                PythonLanguage.get(null),
                context,
                view.lifecycle(),
                view,
                null,
                (int) layout.byteCount(),
                memory.readOnly(),
                (int) layout.itemsize(),
                bufferFormat,
                format,
                layout.dimensionCount(),
                null,
                (int) memory.origin(),
                shape,
                strides,
                null,
                flags(layout));
    }

    /** The error of memory that GraalPy, which counts in 32 bits, can't look at as a whole. */
    @TruffleBoundary
    static RuntimeException tooLong(Layout layout) {
        long spanned = layout.endOffset() - layout.lowestOffset();
        String size = layout.byteCount() + (spanned > layout.byteCount() ? " bytes spread over " + spanned : "");
        return PythonExceptions.bufferError(null, "a memoryview holds at most " + Integer.MAX_VALUE + " bytes here, this"
                + " buffer has " + size + "; index the buffer itself, or take memoryview() of a slice");
    }

    private static int flags(Layout layout) {
        int flags = layout.isCContiguous() ? PMemoryView.FLAG_C : 0;
        if (layout.isFortranContiguous()) {
            flags |= PMemoryView.FLAG_FORTRAN;
        }
        return layout.dimensionCount() == 0 ? flags | PMemoryView.FLAG_SCALAR : flags;
    }

    /** A stride that is never walked may be of any size; then the itemsize does as well. */
    private static int stride(Layout layout, int dimension) {
        boolean walked = layout.shape(dimension) > 1 && !layout.isEmpty();
        return (int) (walked || layout.stride(dimension) == (int) layout.stride(dimension)
                ? layout.stride(dimension)
                : layout.itemsize());
    }
}
