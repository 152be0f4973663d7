package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectLookupAttr;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.nodes.classes.IsSubtypeNode;
import com.oracle.graal.python.nodes.object.GetClassNode;
import com.oracle.graal.python.nodes.statement.AbstractImportNode;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import dev.loanword.python.graalpy.Text;

/** Uses Python's standard library from Java. Imports what is needed when it is needed. */
final class PythonLibrary {

    private PythonLibrary() {}

    /** A module, imported if it was not yet. */
    @TruffleBoundary
    static Object imported(String module) {
        return AbstractImportNode.importModule(Text.python(module));
    }

    /** An attribute of a module. */
    @TruffleBoundary
    static Object get(String module, String attribute) {
        return PyObjectGetAttr.executeUncached(imported(module), Text.python(attribute));
    }

    /** Calls an attribute of a module. */
    @TruffleBoundary
    static Object call(String module, String attribute, Object... arguments) {
        return CallNode.executeUncached(get(module, attribute), arguments);
    }

    /** Calls a callable with one argument, by keyword. */
    @TruffleBoundary
    static Object callWithKeyword(Object callable, String keyword, Object argument) {
        return CallNode.executeUncached(
                callable, new Object[0], new PKeyword[] {new PKeyword(Text.python(keyword), argument)});
    }

    /** Whether a value is an instance of a class of a module. */
    static boolean isInstance(Object value, String module, String type) {
        return isInstance(value, get(module, type));
    }

    /** Whether a value is an instance of a class or of a subclass; {@code __instancecheck__} is not asked. */
    @TruffleBoundary
    static boolean isInstance(Object value, Object type) {
        return IsSubtypeNode.getUncached().execute(GetClassNode.executeUncached(value), type);
    }

    /** An attribute of a value, or {@code null} if it has none of that name. */
    @TruffleBoundary
    static Object attributeOrNull(Object value, String name) {
        Object attribute = PyObjectLookupAttr.executeUncached(value, Text.python(name));
        return attribute == PNone.NO_VALUE ? null : attribute;
    }
}
