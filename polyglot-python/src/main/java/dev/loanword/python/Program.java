package dev.loanword.python;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a Python program is read from. The four forms are those of the {@code python} command:
 * {@code python FILE}, {@code python -m NAME}, {@code python -c CODE} and {@code python -}.
 *
 * <p>Give one to {@link PythonHostBuilder#program} and start it with {@link PythonHost#runProgram}.
 */
public sealed interface Program {

    /**
     * A Python file, or a folder or zip file with a {@code __main__.py} in it.
     *
     * @param file where it is
     * @param typed the path as the user typed it: it becomes {@code sys.argv[0]}
     */
    record Script(Path file, String typed) implements Program {
        public Script {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(typed, "typed");
        }

        /** A script whose path is as the user typed it. */
        public Script(Path file) {
            this(file, file.toString());
        }
    }

    /**
     * A module or package found on {@code sys.path}, run as {@code __main__}.
     *
     * @param name its dotted name
     */
    record Module(String name) implements Program {
        public Module {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * Python source text.
     *
     * @param text any number of statements
     */
    record Code(String text) implements Program {
        public Code {
            Objects.requireNonNull(text, "text");
        }
    }

    /** Python source text read from the host's standard input, to its end. */
    record StandardInput() implements Program {}

    /**
     * No program: code comes bit by bit, as to the {@code python} command without a file. {@link PythonHost#runProgram} does nothing.
     */
    record Interactive() implements Program {}

    /** Gives {@code sys.argv[0]} as it is while Python starts; {@code sys.path[0]} follows from it. */
    default String argument() {
        return switch (this) {
            case Script(Path file, String typed) -> typed;
            case Module ignored -> "-m";
            case Code ignored -> "-c";
            case StandardInput ignored -> "";
            case Interactive ignored -> "";
        };
    }
}
