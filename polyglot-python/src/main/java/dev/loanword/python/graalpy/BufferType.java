package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.modules.pickle.PPickleBuffer;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectCallMethodObjArgs;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.StridedCopy;
import java.util.List;

/** The Python type {@code loanword.Buffer}: what Python holds of memory that Java lent. */
final class BufferType {

    private BufferType() {}

    private static final List<String> SELF = List.of("self");

    /** Makes the type in the entered context. */
    static Object create() {
        return new PythonType(
                        "loanword",
                        "Buffer",
                        """
                        Memory that Java owns, lent to Python without a copy.

                        Takes part wherever a buffer is accepted: memoryview(b), bytes(b), struct, hashlib, io, NumPy.
                        Indexing gives an element, slicing another Buffer over the same memory. Only the Java owner
                        frees the memory; after that each access raises ValueError.""",
                        Builtin.method("__new__", List.of("cls"), "", () -> new OutlinedBody(BufferType::refuseToConstruct)),
                        List.of(
                                method("__len__", SELF, "The length of the first dimension.", (node, args) -> length(args)),
                                method(
                                        "__getitem__",
                                        List.of("self", "index"),
                                        "An element, or a Buffer over a part of the same memory.",
                                        (node, args) -> getItem(node, view(args[0]), args[1])),
                                method(
                                        "__setitem__",
                                        List.of("self", "index", "value"),
                                        "Writes an element.",
                                        (node, args) -> setItem(view(args[0]), args[1], args[2])),
                                method("__repr__", SELF, "Type, shape, owner and state.", (node, args) -> repr(args)),
                                method("__enter__", SELF, "Returns the buffer itself.", (node, args) -> enter(args)),
                                method(
                                        "__exit__",
                                        List.of("self", "exc_type", "exc_value", "traceback"),
                                        "Releases the buffer.",
                                        (node, args) -> release(args)),
                                method(
                                        "release",
                                        SELF,
                                        "Gives the buffer up; each later use raises ValueError. The memory stays with Java.",
                                        (node, args) -> release(args)),
                                method(
                                        "tolist",
                                        SELF,
                                        "The elements as a list, nested for more than one dimension.",
                                        (node, args) -> list(view(args[0]))),
                                method(
                                        "tobytes",
                                        SELF,
                                        "A copy of the elements' bytes in C order.",
                                        (node, args) -> viaMemoryview(args[0], "tobytes"))),
                        List.of(
                                property("format", "The element type as a struct typecode.", view ->
                                        Text.python(view.memory().elementType().format())),
                                property("itemsize", "Bytes of one element.", view -> view.memory().layout().itemsize()),
                                property("nbytes", "Bytes of all elements.", view -> view.memory().layout().byteCount()),
                                property("ndim", "How many dimensions there are.", view ->
                                        view.memory().layout().dimensionCount()),
                                property("shape", "The length of each dimension.", view ->
                                        tuple(view.memory().layout().shape())),
                                property("strides", "Bytes from one element to the next, in each dimension.", view ->
                                        tuple(view.memory().layout().strides())),
                                property("readonly", "Whether writing is refused.", view -> view.memory().readOnly())))
                .create();
    }

    private static Builtin method(
            String name, List<String> parameters, String documentation, OutlinedBody.Operation operation) {
        return Builtin.method(name, parameters, documentation, () -> new OutlinedBody(operation));
    }

    private interface Getter {
        Object of(LentView view);
    }

    private static Builtin property(String name, String documentation, Getter getter) {
        return method(name, SELF, documentation, (node, args) -> {
            LentView view = view(args[0]);
            view.segment();
            return getter.of(view);
        });
    }

    private static Object refuseToConstruct(Node node, Object[] arguments) {
        throw PythonExceptions.typeError(node, "loanword.Buffer is made by lending memory, not by calling the type");
    }

    private static LentView view(Object self) {
        if (self instanceof PPickleBuffer buffer && LentView.of(buffer) instanceof LentView view) {
            return view;
        }
        throw PythonExceptions.typeError(null, "a loanword.Buffer is required, not '" + TypeNames.of(self) + "'");
    }

    private static Object length(Object[] arguments) {
        LentView view = view(arguments[0]);
        view.segment();
        Layout layout = view.memory().layout();
        if (layout.dimensionCount() == 0) {
            throw PythonExceptions.typeError(null, "0-dim memory has no length");
        }
        return layout.shape(0);
    }

    private static Object getItem(Node node, LentView view, Object index) {
        LentMemory memory = view.memory();
        var segment = view.segment();
        Selection selection = Selection.of(memory, index);
        if (selection.isElement()) {
            return Elements.get(segment, selection.offset(), memory.elementType());
        }
        return LentBuffers.lend(node, memory.view(selection.offset(), selection.layout()), true);
    }

    private static Object setItem(LentView view, Object index, Object value) {
        LentMemory memory = view.memory();
        var segment = view.segment();
        if (memory.readOnly()) {
            throw PythonExceptions.typeError(null, "cannot modify read-only memory");
        }
        Selection selection = Selection.of(memory, index);
        if (selection.isElement()) {
            Elements.put(segment, selection.offset(), memory.elementType(), value);
        } else {
            try (Borrow source = Borrower.borrow(null, value)) {
                StridedCopy.assign(
                        segment, selection.offset(), selection.layout(), memory.elementType(), source.buffer());
            }
        }
        return PNone.NONE;
    }

    private static Object repr(Object[] arguments) {
        LentView view = view(arguments[0]);
        LentMemory memory = view.memory();
        String state = view.isReleased() ? ", released" : !view.isAlive() ? ", closed" : memory.readOnly() ? ", read-only" : "";
        return Text.python("<loanword.Buffer " + memory.elementType() + ", shape " + Layout.tuple(memory.layout().shape()) + ", over "
                + memory.owner() + state + ">");
    }

    private static Object enter(Object[] arguments) {
        view(arguments[0]).segment();
        return arguments[0];
    }

    /** Memoryviews over the buffer stay usable: each is a use of its own, and is given up by its own release(). */
    private static Object release(Object[] arguments) {
        view(arguments[0]).giveUp();
        return PNone.NONE;
    }

    private static Object list(LentView view) {
        LentMemory memory = view.memory();
        return list(view, memory.layout(), 0, memory.origin());
    }

    private static Object list(LentView view, Layout layout, int dimension, long offset) {
        if (dimension == layout.dimensionCount()) {
            return Elements.get(view.segment(), offset, view.memory().elementType());
        }
        Object[] items = new Object[Math.toIntExact(layout.shape(dimension))];
        for (int i = 0; i < items.length; i++) {
            items[i] = list(view, layout, dimension + 1, offset + i * layout.stride(dimension));
        }
        return PFactory.createList(PythonLanguage.get(null), items);
    }

    private static Object viaMemoryview(Object buffer, String method) {
        Object memoryview = CallNode.executeUncached(PythonBuiltinClassType.PMemoryView, buffer);
        Object result = PyObjectCallMethodObjArgs.executeUncached(memoryview, Text.python(method));
        PyObjectCallMethodObjArgs.executeUncached(memoryview, Text.python("release"));
        return result;
    }

    private static Object tuple(long[] values) {
        Object[] items = new Object[values.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = values[i];
        }
        return PFactory.createTuple(PythonLanguage.get(null), items);
    }
}
