package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.LentMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocols besides the buffer by which Python's libraries take memory over: NumPy's array interface, DLPack and the Arrow
 * C data interface, as methods of the types that lend memory.
 *
 * <p>Each of them hands an address to native code, which keeps the memory in place until that code is done with it.
 */
public final class ArrayProtocols {

    private static final List<String> SELF = List.of("self");

    /** Whose memory a method hands out. */
    @FunctionalInterface
    public interface Lender {
        /** The memory of the object that the method was called on. */
        LentMemory memoryOf(Node node, Object self) throws Exception;
    }

    private ArrayProtocols() {}

    /** The property {@code __array_interface__}, which an object has only if its memory can be taken by it. */
    public static Builtin arrayInterface(Lender lender) {
        return Builtin.outlined("__array_interface__", SELF, "How NumPy takes the memory.", (node, args) -> {
            LentView view;
            try {
                view = view(node, lender, args[0]);
            } catch (BufferRefusedException nothingToLend) {
                throw PythonExceptions.attributeError(node, nothingToLend.getMessage());
            }
            if (!view.isNative() || !PythonContext.get(node).isNativeAccessAllowed()) {
                throw PythonExceptions.attributeError(
                        node, "no __array_interface__: the " + view.memory().owner() + " has no address for native code here");
            }
            return ArrayInterface.of(node, view.memory());
        });
    }

    /** The methods of DLPack and Arrow. */
    public static List<Builtin> methods(Lender lender) {
        Map<String, Object> keywords = new LinkedHashMap<>();
        List<String> names = List.of("stream", "max_version", "dl_device", "copy");
        names.forEach(name -> keywords.put(name, PNone.NONE));
        return List.of(
                new Builtin(
                        "__dlpack__",
                        new Parameters(SELF, 1, List.of(), false, names, keywords, false),
                        "A capsule with a DLPack tensor over the very memory.",
                        () -> new OutlinedBody((node, args) -> DlpackExport.capsule(
                                node, view(node, lender, args[0]), args[1], args[2], args[3], args[4]))),
                Builtin.outlined("__dlpack_device__", SELF, "The device of the memory: (1, 0), the CPU.", (node, args) -> {
                    view(node, lender, args[0]);
                    return DlpackExport.device();
                }),
                Builtin.outlined(
                        "__arrow_c_schema__",
                        SELF,
                        "A capsule with the Arrow type of the elements.",
                        (node, args) -> ArrowExport.schema(node, view(node, lender, args[0]))),
                Builtin.outlined(
                                "__arrow_c_array__",
                                List.of("self", "requested_schema"),
                                "Capsules with an Arrow schema and an Arrow array over the very memory, of one dimension.",
                                (node, args) -> ArrowExport.array(node, view(node, lender, args[0])))
                        .withDefaults(PNone.NONE));
    }

    private static LentView view(Node node, Lender lender, Object self) throws Exception {
        LentView view = LentView.over(HostState.of(node), lender.memoryOf(node, self), false);
        view.checkOpen();
        return view;
    }

    /**
     * The memory of a view whose address may be handed to native code.
     *
     * @param wayOut what to do instead where there is none
     * @throws RuntimeException a Python {@code BufferError} if it has none, or the host may run no native code
     */
    static LentMemory addressable(Node node, LentView view, String wayOut) {
        view.checkOpen();
        if (!PythonContext.get(node).isNativeAccessAllowed()) {
            throw PythonExceptions.bufferError(node, "addresses are for native code, which this host may not run; open it with"
                    + " the right NATIVE_CODE, or pass the buffer itself");
        }
        if (!view.isNative()) {
            throw PythonExceptions.bufferError(
                    node, "the " + view.memory().owner() + " lies on the Java heap and has no address" + wayOut);
        }
        return view.memory();
    }
}
