package dev.loanword.repl;

import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An interactive session in a Python host: reads an input, runs it, shows its values, until the user leaves. An error in an input
 * never ends it.
 *
 * <p>On a terminal the input is edited with history, completion and colours ({@link TerminalInput}). Where standard input or output
 * is no terminal, and on a terminal that can't move its cursor, lines are read as they come ({@link PlainInput}).
 */
public final class Repl {
    private final PythonHost host;
    private final PythonSide python;
    private final Evaluator evaluator;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Prepares a session.
     *
     * @param host opened for a {@link dev.loanword.python.Program} and with the process's own streams; stays the caller's to close
     * @param cores jars and folders that the host was opened with, for Java code to use
     */
    public Repl(PythonHost host, List<Path> cores) {
        this.host = Objects.requireNonNull(host, "host");
        this.python = new PythonSide(host);
        this.evaluator = new Evaluator(python, List.copyOf(cores));
        this.out = System.out;
        this.err = System.err;
    }

    /**
     * Runs the session in this thread.
     *
     * @param greeting what to tell a person first, perhaps nothing; not printed where there is no terminal
     * @return the exit status: 0 at the end of the input, what was given to {@code sys.exit}, or 1 if no more input can be read
     */
    public int run(String greeting) {
        boolean person = python.isTerminal();
        Colours colours = Colours.of(System.getenv(), person);
        python.begin(person, colours.wanted());
        if (person && !greeting.isEmpty()) {
            out.println(greeting);
            out.flush();
        }
        try (Input input = person && !Colours.isDumb(System.getenv()) ? editing(colours) : new PlainInput(evaluator, person)) {
            return loop(input, person);
        }
    }

    private Input editing(Colours colours) {
        try {
            return TerminalInput.open(evaluator, colours);
        } catch (IOException | RuntimeException unusable) {
            err.println("loanword: lines can't be edited on this terminal: " + unusable.getMessage());
            return new PlainInput(evaluator, true);
        }
    }

    private int loop(Input input, boolean person) {
        while (host.isOpen()) {
            try {
                Optional<Integer> status = next(input, person);
                if (status.isPresent()) {
                    return status.get();
                }
            } catch (PythonHostException interrupted) {
                // Not an error of the input, which Python reports itself: an interrupt that came before or after it ran.
                err.println((person ? "\n" : "") + interrupted.pythonType());
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
                err.println("loanword: this input failed inside Loanword or GraalPy: " + fault);
            }
        }
        return 1;
    }

    /** Reads and runs one input; gives the exit status if it is the last. */
    private Optional<Integer> next(Input input, boolean person) {
        String text;
        try {
            text = input.read();
        } catch (PythonHostException failure) {
            if (failure.pythonType().equals("KeyboardInterrupt")) {
                throw failure;
            }
            err.println("loanword: no more input can be read: " + failure.getMessage());
            return Optional.of(1);
        }
        if (text == null) {
            if (person) {
                out.println();
            }
            return Optional.of(0);
        }
        return Optional.ofNullable(evaluator.execute(text));
    }
}
