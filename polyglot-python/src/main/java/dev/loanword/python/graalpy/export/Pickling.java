package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.nodes.attributes.LookupAttributeInMRONode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.Text;
import dev.loanword.python.graalpy.TypeBuilder;
import dev.loanword.python.graalpy.TypeNames;
import java.util.List;

/**
 * How instances of exported types are pickled and copied: like those of any class that says what to construct them of, and
 * not at all otherwise. What Python sees of such an object is not all of it, so that Python's own rule, to save that, would
 * give copies that have lost their Java state.
 */
final class Pickling {

    private Pickling() {}

    /** Adds {@code __reduce_ex__}, which pickle and copy ask, to a type that derives from no other exported one. */
    static void add(TypeBuilder builder) {
        builder.method(Builtin.outlined(
                "__reduce_ex__", List.of("self", "protocol"), "Helper for pickle and copy.", (node, arguments) ->
                        reduce(node, arguments[0], arguments[1])));
    }

    private static Object reduce(Node node, Object self, Object protocol) {
        Object type = GetClassNode.executeUncached(self);
        if (isOwn(type, "__reduce__")) {
            return CallNode.executeUncached(PyObjectGetAttr.executeUncached(self, Text.python("__reduce__")));
        }
        boolean says = isOwn(type, "__getnewargs__")
                || isOwn(type, "__getnewargs_ex__")
                || isOwn(type, "__getstate__") && isOwn(type, "__setstate__");
        if (!says) {
            throw PythonExceptions.typeError(node, "cannot pickle '" + TypeNames.of(self) + "' object: its state is Java's;"
                    + " define __reduce__, or export __getnewargs__, or __getstate__ and __setstate__");
        }
        if (HostState.of(node).exports().isInitializedByPython(type)) {
            throw PythonExceptions.typeError(node, "cannot pickle '" + TypeNames.of(self) + "' object: its class has an __init__"
                    + " of its own, which is not called for a copy; define __reduce__");
        }
        Object ofObject = found(PythonBuiltinClassType.PythonObject, "__reduce_ex__");
        return CallNode.executeUncached(ofObject, self, protocol);
    }

    /** Whether a class has a method that {@code object} has not. */
    private static boolean isOwn(Object type, String method) {
        Object found = found(type, method);
        return found != PNone.NO_VALUE && found != found(PythonBuiltinClassType.PythonObject, method);
    }

    private static Object found(Object type, String method) {
        return LookupAttributeInMRONode.Dynamic.getUncached().execute(type, Text.python(method));
    }
}
