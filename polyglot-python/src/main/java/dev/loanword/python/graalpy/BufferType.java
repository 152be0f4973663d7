package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectSetAttr;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.util.List;
import java.util.stream.Stream;

/** The Python type {@code loanword.Buffer}: what Python holds of memory that Java lent. */
final class BufferType {

    private static final List<String> SELF = List.of("self");
    private static final ArrayProtocols.Lender ITSELF = (node, self) -> {
        LentView view = BufferOperations.view(self);
        view.checkOpen();
        return view.memory();
    };
    private static final List<Builtin> METHODS = List.of(
            Builtin.outlined("__len__", SELF, "The length of the first dimension.", (node, args) ->
                    BufferOperations.length(view(args))),
            Builtin.outlined(
                    "__getitem__",
                    List.of("self", "index"),
                    "An element, or a Buffer over a part of the same memory.",
                    (node, args) -> BufferOperations.getItem(node, view(args), args[1])),
            Builtin.outlined(
                    "__setitem__",
                    List.of("self", "index", "value"),
                    "Writes an element, or the elements of a slice from a buffer of the same type and shape.",
                    (node, args) -> BufferOperations.setItem(node, view(args), args[1], args[2])),
            Builtin.outlined("__delitem__", List.of("self", "index"), "Refused: memory keeps its size.", (node, args) -> {
                throw PythonExceptions.typeError(node, "cannot delete memory");
            }),
            Builtin.outlined("__bool__", SELF, "Whether the first dimension has any length.", (node, args) ->
                    BufferOperations.isNotEmpty(view(args))),
            Builtin.outlined("__iter__", SELF, "Iterates over the first dimension.", (node, args) ->
                    BufferOperations.iterate(args[0], true)),
            Builtin.outlined("__reversed__", SELF, "Iterates over the first dimension from its end.", (node, args) ->
                    BufferOperations.iterate(args[0], false)),
            Builtin.outlined(
                    "__eq__",
                    List.of("self", "other"),
                    "Whether another buffer has the same shape and equal elements.",
                    (node, args) -> {
                        view(args).checkOpen();
                        return BufferOperations.equal(node, args[0], args[1]);
                    }),
            Builtin.outlined("__repr__", SELF, "Type, shape, owner and state.", (node, args) -> BufferOperations.repr(view(args))),
            Builtin.outlined(
                            "__array__",
                            List.of("self", "dtype", "copy"),
                            "A NumPy array over the very memory, which must lie off the Java heap.",
                            (node, args) -> ArrayExport.array(node, view(args), args[1], args[2]))
                    .withDefaults(PNone.NONE, PNone.NONE),
            Builtin.outlined(
                    "numpy",
                    SELF,
                    "A NumPy array over the very memory, which must lie off the Java heap; as np.asarray(buffer).",
                    (node, args) -> ArrayExport.array(node, view(args), PNone.NONE, false)),
            Builtin.outlined("__enter__", SELF, "Returns the buffer itself.", (node, args) -> {
                view(args).checkOpen();
                return args[0];
            }),
            Builtin.outlined(
                    "__exit__",
                    List.of("self", "exc_type", "exc_value", "traceback"),
                    "Releases the buffer.",
                    (node, args) -> release(args)),
            Builtin.outlined(
                    "release",
                    SELF,
                    "Gives the buffer up; each later use of it raises ValueError. The memory stays with Java.",
                    (node, args) -> release(args)),
            Builtin.outlined("tolist", SELF, "The elements as a list, nested for more than one dimension.", (node, args) ->
                    BufferOperations.list(view(args))),
            Builtin.outlined("tobytes", SELF, "A copy of the elements' bytes in C order.", (node, args) ->
                    BufferOperations.bytes(view(args))),
            Builtin.outlined("__bytes__", SELF, "As tobytes, which takes strided memory too.", (node, args) ->
                    BufferOperations.bytes(view(args))),
            Builtin.outlined(
                            "cast",
                            List.of("self", "format", "shape"),
                            "A Buffer over the same bytes as elements of another type, in another shape.",
                            (node, args) -> BufferOperations.cast(
                                    node, view(args), LoanwordModule.elementType(node, args[1]), LoanwordModule.shape(args[2])))
                    .withDefaults(PNone.NONE));
    private static final List<Builtin> PROPERTIES = List.of(
            ArrayProtocols.arrayInterface(ITSELF),
            property("format", "The element type as a struct typecode.", memory ->
                    Text.python(memory.elementType().format())),
            property("itemsize", "Bytes of one element.", memory -> memory.layout().itemsize()),
            property("nbytes", "Bytes of all elements.", memory -> memory.layout().byteCount()),
            property("ndim", "How many dimensions there are.", memory -> memory.layout().dimensionCount()),
            property("shape", "The length of each dimension.", memory ->
                    BufferOperations.tuple(memory.layout().shape())),
            property("strides", "Bytes from one element to the next, in each dimension.", memory ->
                    BufferOperations.tuple(memory.layout().strides())),
            property("readonly", "Whether writing is refused.", LentMemory::readOnly),
            property("c_contiguous", "Whether the elements lie in C order without gaps.", memory ->
                    memory.layout().isCContiguous()));

    private BufferType() {}

    /** Makes the type in the entered context. */
    static Object create() {
        Object type = new PythonType(
                        "loanword",
                        "Buffer",
                        """
                        Memory that Java owns, lent to Python without a copy.

                        Takes part wherever a buffer is accepted: memoryview(b), bytes(b), struct, hashlib, io, NumPy.
                        Indexing gives an element, slicing another Buffer over the same memory. Only the Java owner
                        frees the memory; after that each access raises ValueError.""",
                        Builtin.method("__new__", List.of("cls"), "", () -> new OutlinedBody(BufferType::refuseToConstruct)),
                        Stream.concat(METHODS.stream(), ArrayProtocols.methods(ITSELF).stream()).toList(),
                        PROPERTIES)
                .create();
        // Elements change, so that no hash of them could last.
        PyObjectSetAttr.executeUncached(type, Text.python("__hash__"), PNone.NONE);
        BufferSlots.addTo(type);
        return type;
    }

    private interface Getter {
        Object of(LentMemory memory);
    }

    private static Builtin property(String name, String documentation, Getter getter) {
        return Builtin.outlined(name, SELF, documentation, (node, args) -> {
            LentView view = view(args);
            view.checkOpen();
            return getter.of(view.memory());
        });
    }

    private static LentView view(Object[] arguments) {
        return BufferOperations.view(arguments[0]);
    }

    private static Object refuseToConstruct(Node node, Object[] arguments) {
        throw PythonExceptions.typeError(node, "loanword.Buffer is made by lending memory, not by calling the type");
    }

    /** Memoryviews over the buffer stay usable: each is a use of its own, and is given up by its own release(). */
    private static Object release(Object[] arguments) {
        view(arguments).giveUp();
        return PNone.NONE;
    }
}
