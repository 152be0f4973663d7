package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.cext.PythonAbstractNativeObject;
import com.oracle.graal.python.builtins.objects.type.TypeNodes;
import com.oracle.graal.python.lib.PyObjectLookupAttr;
import com.oracle.graal.python.nodes.attributes.LookupAttributeInMRONode;
import com.oracle.graal.python.nodes.attributes.ReadAttributeFromObjectNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * Finds the memory of objects that have no buffer but another protocol: DLPack, NumPy's array interface, the Arrow C data
 * interface, or {@code __array__}, in this order.
 *
 * <p>No byte is copied. None of these protocols has a lock against resizing: by each of them the memory stays as it is for as
 * long as the object, or what it has handed out, is kept, which the borrow does.
 */
public final class ProtocolBorrower {

    private static final TruffleString DLPACK = Text.python("__dlpack__");
    private static final TruffleString ARRAY_INTERFACE = Text.python("__array_interface__");
    private static final TruffleString ARROW = Text.python("__arrow_c_array__");
    private static final TruffleString ARRAY = Text.python("__array__");

    private ProtocolBorrower() {}

    /** Whether an object has one of the protocols. Runs no Python code. */
    public static boolean offers(Object object) {
        return !TypeNodes.IsTypeNode.executeUncached(object)
                && (has(object, DLPACK)
                        || has(object, ARRAY_INTERFACE)
                        || has(object, ARROW)
                        || has(object, ARRAY)
                        // NumPy looks there too: some libraries set it on instances.
                        || ReadAttributeFromObjectNode.getUncached().execute(object, ARRAY_INTERFACE) != PNone.NO_VALUE);
    }

    /**
     * Describes the memory of an object in its borrow, which keeps what it needs and gives it back.
     *
     * @return false if the object has none of the protocols
     */
    static boolean describe(Node node, Borrow borrow, Object exporter) {
        if (!offers(exporter)) {
            return false;
        }
        // What follows runs Python code, while other arguments of the call may be borrowed already.
        HostState.of(node).exports().checkPythonAllowed();
        if (has(exporter, DLPACK)) {
            DlpackBorrower.describe(node, new Offer(exporter, "__dlpack__", borrow));
            return true;
        }
        Object arrayInterface = PyObjectLookupAttr.executeUncached(exporter, ARRAY_INTERFACE);
        if (arrayInterface != PNone.NO_VALUE) {
            ArrayInterfaceBorrower.describe(node, new Offer(exporter, "__array_interface__", borrow), arrayInterface);
            return true;
        }
        if (has(exporter, ARROW)) {
            ArrowBorrower.describe(node, new Offer(exporter, "__arrow_c_array__", borrow));
            return true;
        }
        if (has(exporter, ARRAY)) {
            describeArray(node, new Offer(exporter, "__array__", borrow));
            return true;
        }
        return false;
    }

    /** Whether the type of an object has an attribute. */
    static boolean has(Object object, TruffleString attributeOfType) {
        return LookupAttributeInMRONode.Dynamic.getUncached()
                        .execute(GetClassNode.executeUncached(object), attributeOfType)
                != PNone.NO_VALUE;
    }

    /** What {@code __array__} returns may be a copy, unless it takes {@code copy=False}: a write would be lost. */
    private static void describeArray(Node node, Offer offer) {
        Object[] given = Sequences.items(
                HostState.of(node).python("memory_protocols").call("array", offer.exporter()),
                () -> new IllegalStateException("a tuple is needed"));
        NumPyArrays arrays = NumPyArrays.of(node);
        if (arrays == null || !(given[0] instanceof PythonAbstractNativeObject array) || !arrays.isArray(array)) {
            throw offer.refused("it gave a '" + TypeNames.of(given[0]) + "' object, not a NumPy array");
        }
        Borrow borrow = offer.borrow();
        borrow.keep(array);
        Borrower.describe(node, borrow, array);
        if (given[1] != Boolean.TRUE) {
            borrow.forbidWrites();
        }
    }
}
