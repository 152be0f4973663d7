package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.PNotImplemented;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAcquireLibrary;
import com.oracle.graal.python.lib.PyObjectRichCompareBool;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.StridedCopy;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

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
        view.segment();
        Layout layout = view.memory().layout();
        if (layout.dimensionCount() == 0) {
            throw PythonExceptions.typeError(null, "0-dim memory has no length");
        }
        return layout.shape(0);
    }

    static Object getItem(Node node, LentView view, Object index) {
        view.segment();
        LentMemory memory = view.memory();
        Selection selection = Selection.of(memory, index);
        return selection.isElement()
                ? view.get(selection.offset())
                : LentBuffers.lend(node, memory.view(selection.offset(), selection.layout()), true);
    }

    static Object setItem(Node node, LentView view, Object index, Object value) {
        MemorySegment segment = view.segment();
        LentMemory memory = view.memory();
        if (memory.readOnly()) {
            throw PythonExceptions.typeError(node, READ_ONLY);
        }
        Selection selection = Selection.of(memory, index);
        if (selection.isElement()) {
            view.put(selection.offset(), value);
        } else {
            view.checkThread();
            try (Borrow source = Borrower.borrow(node, value, Access.SHARED, "slice assignment")) {
                StridedCopy.assign(
                        segment, selection.offset(), selection.layout(), memory.elementType(), source.buffer());
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
        view.segment();
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
        LentMemory memory = view.memory();
        MemorySegment segment = view.segment();
        view.checkThread();
        return PFactory.createBytes(
                PythonLanguage.get(null), StridedCopy.gather(segment, memory.origin(), memory.layout()));
    }

    /** As memoryview compares: equal shapes and equal values, whatever the element types; else it is not for us to say. */
    static Object equal(Node node, Object self, Object other) {
        if (!PythonBufferAcquireLibrary.getUncached().hasBuffer(other)) {
            return PNotImplemented.NOT_IMPLEMENTED;
        }
        try (Borrow left = Borrower.borrow(node, self, Access.SHARED, "==");
                Borrow right = Borrower.borrow(node, other, Access.SHARED, "==")) {
            return equal(left.buffer(), right.buffer());
        }
    }

    private static boolean equal(BorrowedBuffer left, BorrowedBuffer right) {
        if (!Arrays.equals(left.layout().shape(), right.layout().shape())) {
            return false;
        }
        ElementType type = left.elementType();
        byte[] leftBytes = StridedCopy.gather(left.stridedSegment(), left.origin(), left.layout());
        byte[] rightBytes = StridedCopy.gather(right.stridedSegment(), right.origin(), right.layout());
        // A float has two zeros, and no NaN equals itself; a boolean is true by any bit. All else is equal by its bytes.
        boolean byBytes = type.kind() != ElementType.Kind.FLOAT && type.kind() != ElementType.Kind.BOOLEAN;
        if (byBytes && type.sameMemory(right.elementType())) {
            return Arrays.equals(leftBytes, rightBytes);
        }
        if (!Elements.hasValue(type) || !Elements.hasValue(right.elementType())) {
            return false;
        }
        MemorySegment leftValues = MemorySegment.ofArray(leftBytes);
        MemorySegment rightValues = MemorySegment.ofArray(rightBytes);
        for (long i = 0; i < left.elementCount(); i++) {
            Object a = Elements.get(leftValues, i * type.size(), type);
            Object b = Elements.get(rightValues, i * right.elementType().size(), right.elementType());
            if (!equalValues(a, b)) {
                return false;
            }
        }
        return true;
    }

    /** Python's own comparison, but for two floats: there it takes a NaN for the same object as itself. */
    private static boolean equalValues(Object left, Object right) {
        return left instanceof Double a && right instanceof Double b
                ? a.doubleValue() == b.doubleValue()
                : PyObjectRichCompareBool.executeEqUncached(left, right);
    }

    /** The same bytes as elements of another type; a shape must use them all. */
    static Object cast(Node node, LentView view, ElementType type, long[] shape) {
        MemorySegment segment = view.segment();
        LentMemory memory = view.memory();
        Layout layout = memory.layout();
        if (!layout.isCContiguous()) {
            throw PythonExceptions.typeError(node, "only C-contiguous buffers can be cast; this one has shape "
                    + Layout.tuple(layout.shape()) + " and strides " + Layout.tuple(layout.strides()));
        }
        MemorySegment bytes = segment.asSlice(memory.origin(), layout.byteCount());
        Layout wanted = LoanwordModule.layout(bytes, type, shape);
        return LentBuffers.lend(
                node,
                new LentMemory(bytes, 0, type, wanted, memory.readOnly(), memory.owner(), memory.views()),
                true);
    }

    static Object tuple(long[] values) {
        Object[] items = new Object[values.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = values[i];
        }
        return PFactory.createTuple(PythonLanguage.get(null), items);
    }
}
