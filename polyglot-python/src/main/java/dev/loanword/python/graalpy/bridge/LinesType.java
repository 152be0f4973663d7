package dev.loanword.python.graalpy.bridge;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.bridge.Lines;
import dev.loanword.memory.CopyLedger;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.FunctionBody;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Instances;
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
                        Builtin.outlined("__new__", List.of("cls", "path"), "", LinesType::open),
                        List.of(
                                Builtin.method("__next__", SELF, "The next line.", Next::new),
                                Builtin.outlined("__iter__", SELF, "Returns the iterator itself.", (node, args) -> args[0]),
                                Builtin.outlined("close", SELF, "Closes the file; a second time has no effect.", (node, args) ->
                                        close(args)),
                                Builtin.outlined("__enter__", SELF, "Returns the iterator itself.", (node, args) -> args[0]),
                                Builtin.outlined(
                                        "__exit__",
                                        List.of("self", "exc_type", "exc_value", "traceback"),
                                        "Closes the file.",
                                        (node, args) -> close(args))),
                        List.of())
                .create();
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
        private static final String REASON = "line of a file";

        @Override
        public Object call(VirtualFrame frame) {
            byte[] line = next(Instances.java(argument(frame, 0), Lines.class), HostState.of(this).ledger());
            if (line == null) {
                throw PythonExceptions.stopIteration(this);
            }
            return PFactory.createBytes(PythonLanguage.get(this), line);
        }

        @TruffleBoundary
        private static byte[] next(Lines lines, CopyLedger ledger) {
            ledger.requireCopies(REASON);
            try {
                byte[] line = lines.next();
                if (line != null) {
                    ledger.count(line.length, REASON);
                }
                return line;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
