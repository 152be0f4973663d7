package dev.loanword.python.graalpy.bridge;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.bridge.Lines;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.FunctionBody;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.OutlinedBody;
import dev.loanword.python.graalpy.Paths;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.PythonType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The Python type {@code bridge.Lines}: the iterator that {@code bridge.lines(path)} returns. */
final class LinesType {

    private static final List<String> SELF = List.of("self");

    private LinesType() {}

    static Object create() {
        return new PythonType(
                        "bridge",
                        "Lines",
                        "The lines of a file, each as bytes without its ending; made by bridge.lines(path).",
                        method("__new__", List.of("cls", "path"), "", LinesType::open),
                        List.of(
                                Builtin.method("__next__", SELF, "The next line.", Next::new),
                                method("__iter__", SELF, "Returns the iterator itself.", (node, args) -> args[0]),
                                method("close", SELF, "Closes the file; a second time has no effect.", (node, args) ->
                                        close(args)),
                                method("__enter__", SELF, "Returns the iterator itself.", (node, args) -> args[0]),
                                method(
                                        "__exit__",
                                        List.of("self", "exc_type", "exc_value", "traceback"),
                                        "Closes the file.",
                                        (node, args) -> close(args))),
                        List.of())
                .create();
    }

    private static Builtin method(
            String name, List<String> parameters, String documentation, OutlinedBody.Operation operation) {
        return Builtin.method(name, parameters, documentation, () -> new OutlinedBody(operation));
    }

    private static Object open(Node node, Object[] arguments) throws IOException {
        Lines lines = Lines.open(HostState.of(node).files(), Paths.of(arguments[1]));
        return Instances.create(arguments[0], lines);
    }

    private static Object close(Object[] arguments) {
        Instances.java(arguments[0], Lines.class).close();
        return PNone.NONE;
    }

    /** One step of the iteration. The line's array becomes the bytes object: one copy in all, out of the window. */
    private static final class Next extends FunctionBody {
        @Override
        public Object call(VirtualFrame frame) {
            byte[] line = next(Instances.java(argument(frame, 0), Lines.class));
            if (line == null) {
                throw PythonExceptions.stopIteration(this);
            }
            return PFactory.createBytes(PythonLanguage.get(this), line);
        }

        @TruffleBoundary
        private static byte[] next(Lines lines) {
            try {
                return lines.next();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
