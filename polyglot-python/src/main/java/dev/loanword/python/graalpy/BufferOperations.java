package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.PNotImplemented;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAcquireLibrary;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;

/** What the methods of {@code loanword.Buffer} do. {@link BufferType} says how they are called. */
final class BufferOperations {

    static final String READ_ONLY = "cannot modify read-only memory";

    private BufferOperations() {}

    /** The view behind {@code self}. */
    static LentView view(Object self) {
        if (self instanceof PPickleBuffer buffer && LentView.of(buffer) instanceof LentView view) {
            return view;
        }
        throw PythonExceptions.typeError(null, "a loanword.Buffer is required, not '" + TypeNames.of(self) + "'");
    }

    static Object length(LentView view) {
        Layout layout = layout(view);
        if (layout.shape(0) > Integer.MAX_VALUE) {
            throw new ArithmeticException("len() counts at most " + Integer.MAX_VALUE + " here, this buffer has the shape "
                    + Layout.tuple(layout.shape()) + "; use buffer.shape[0]");
        }
        return layout.shape(0);
    }

    /** Without it, Python would ask for a length, which may be too much for it. */
    static Object isNotEmpty(LentView view) {
        return layout(view).shape(0) > 0;
    }

    /** The layout of a buffer that can be counted. */
    private static Layout layout(LentView view) {
        view.checkOpen();
        Layout layout = view.memory().layout();
        if (layout.dimensionCount() == 0) {
            throw PythonExceptions.typeError(null, "0-dim memory has no length");
        }
        return layout;
    }

    /**
     * Goes over the first dimension. GraalPy's iterator over a sequence counts in 32 bits and would begin anew, from the end,
     * so that longer ones are mapped over a range.
     */
    static Object iterate(Object self, boolean forward) {
        long length = layout(view(self)).shape(0);
        PythonLanguage language = PythonLanguage.get(null);
        if (forward && length <= Integer.MAX_VALUE) {
            return PFactory.createSequenceIterator(language, self);
        }
        PythonContext context = PythonContext.get(null);
        Object indices = CallNode.executeUncached(
                context.lookupType(PythonBuiltinClassType.PRange),
                forward ? new Object[] {length} : new Object[] {length - 1, -1, -1});
        return CallNode.executeUncached(
                context.lookupType(PythonBuiltinClassType.PMap),
                PyObjectGetAttr.executeUncached(self, Text.python("__getitem__")),
                indices);
    }

    static Object getItem(Node node, LentView view, Object index) {
        view.checkOpen();
        LentMemory memory = view.memory();
        Selection selection = Selection.of(memory, index);
        return selection.isElement()
                ? view.get(selection.offset())
                : LentBuffers.lend(node, memory.view(selection.offset(), selection.layout()), true);
    }

    static Object setItem(Node node, LentView view, Object index, Object value) {
        view.checkOpen();
        LentMemory memory = view.memory();
        if (memory.readOnly()) {
            throw PythonExceptions.typeError(node, READ_ONLY);
        }
        Selection selection = Selection.of(memory, index);
        if (selection.isElement()) {
            view.put(selection.offset(), value);
        } else {
            view.checkThread();
            try (Source source = Source.of(node, value, "slice assignment")) {
                view.assign(selection, source.buffer());
            }
        }
        return PNone.NONE;
    }

    static Object repr(LentView view) {
        LentMemory memory = view.memory();
        String state = view.isReleased() ? ", released" : !view.isAlive() ? ", closed" : memory.readOnly() ? ", read-only" : "";
        return Text.python("<loanword.Buffer " + memory.elementType() + ", shape "
                + Layout.tuple(memory.layout().shape()) + ", over " + memory.owner() + state + ">");
    }

    static Object list(LentView view) {
        view.checkOpen();
        return list(view, view.memory().layout(), 0, view.memory().origin());
    }

    private static Object list(LentView view, Layout layout, int dimension, long offset) {
        if (dimension == layout.dimensionCount()) {
            return view.get(offset);
        }
        if (layout.shape(dimension) > Integer.MAX_VALUE) {
            throw PythonExceptions.valueError(
                    null, "a list holds at most " + Integer.MAX_VALUE + " items here; take slices of the buffer");
        }
        Object[] items = new Object[(int) layout.shape(dimension)];
        for (int i = 0; i < items.length; i++) {
            items[i] = list(view, layout, dimension + 1, offset + i * layout.stride(dimension));
        }
        return PFactory.createList(PythonLanguage.get(null), items);
    }

    static Object bytes(LentView view) {
        return PFactory.createBytes(PythonLanguage.get(null), view.gather());
    }

    /** As memoryview compares: equal shapes and equal values, whatever the element types; else it is not for us to say. */
    static Object equal(Node node, Object self, Object other) {
        if (!PythonBufferAcquireLibrary.getUncached().hasBuffer(other)) {
            return PNotImplemented.NOT_IMPLEMENTED;
        }
        try (Source left = Source.of(node, self, "==");
                Source right = Source.of(node, other, "==")) {
            return Equality.of(left.buffer(), right.buffer());
        }
    }

    /** The same bytes as elements of another type; a shape must use them all. */
    static Object cast(Node node, LentView view, ElementType type, long[] shape) {
        view.checkOpen();
        LentMemory memory = view.memory();
        Layout layout = memory.layout();
        if (!layout.isCContiguous()) {
            throw PythonExceptions.typeError(node, "only C-contiguous buffers can be cast; this one has shape "
                    + Layout.tuple(layout.shape()) + " and strides " + Layout.tuple(layout.strides()));
        }
        return LentBuffers.lend(node, memory.cast(type, LoanwordModule.layout(layout.byteCount(), type, shape)), true);
    }

    static Object tuple(long[] values) {
        Object[] items = new Object[values.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = values[i];
        }
        return PFactory.createTuple(PythonLanguage.get(null), items);
    }
}
