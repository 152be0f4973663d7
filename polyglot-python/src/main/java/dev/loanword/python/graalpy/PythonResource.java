package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.lib.PyObjectGetAttr;
import com.oracle.graal.python.lib.PyObjectGetItem;
import com.oracle.graal.python.lib.PyObjectSetItem;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.nodes.statement.AbstractImportNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A file of Python code that belongs to the toolkit, run in one host: its functions, for Java to call. */
public final class PythonResource {

    private final Object namespace;

    /**
     * Runs the file in the entered context.
     *
     * @param name its name below {@code /loanword/}, without the ending
     */
    @TruffleBoundary
    public PythonResource(String name) {
        namespace = PFactory.createDict(PythonLanguage.get(null));
        PyObjectSetItem.executeUncached(namespace, Text.python("__name__"), Text.python("loanword." + name));
        Object builtins = AbstractImportNode.importModule(Text.python("builtins"));
        Object code = call(
                builtins, "compile", Text.python(source(name)), Text.python("<loanword " + name + ">"), Text.python("exec"));
        call(builtins, "exec", code, namespace);
    }

    /** The text of a file. */
    static String source(String name) {
        String resource = "/loanword/" + name + ".py";
        try (InputStream stream = Objects.requireNonNull(PythonResource.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Object call(Object module, String function, Object... arguments) {
        return CallNode.executeUncached(PyObjectGetAttr.executeUncached(module, Text.python(function)), arguments);
    }

    /** A global name of the file. */
    @TruffleBoundary
    public Object get(String name) {
        return PyObjectGetItem.executeUncached(namespace, Text.python(name));
    }

    /** Calls a function of the file. */
    @TruffleBoundary
    public Object call(String function, Object... arguments) {
        return CallNode.executeUncached(get(function), arguments);
    }
}
