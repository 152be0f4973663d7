package dev.loanword.repl;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.PythonHostException;
import java.io.File;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jline.utils.Signals;

/**
 * Java in the REPL: JShell, running in this JVM over the same objects. A variable declared here is a name in Python too; arrays, NIO
 * buffers and segments are lent, so that both sides have one memory.
 */
final class JavaShell {
    private static final List<String> IMPORTS = List.of(
            "java.lang.foreign.*",
            "java.nio.*",
            "java.util.*",
            "java.util.stream.*",
            "dev.loanword.memory.*",
            "dev.loanword.memory.BorrowTable.Access",
            "static dev.loanword.repl.JavaAccess.borrow",
            "static dev.loanword.repl.JavaAccess.python");

    private static final long STOP_AGAIN_NANOS = 50_000_000;

    private final PythonSide python;
    private final JavaExecution execution;
    private final JShell shell;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    /**
     * Starts JShell, which takes a second or two.
     *
     * @param cores jars and folders on the class path of the code, beside those of the application
     */
    JavaShell(PythonSide python, List<Path> cores) {
        this.python = python;
        JavaAccess.begin(python.host());
        execution = new JavaExecution(python.host().coreLoader());
        String classPath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path")), cores.stream().map(Path::toString))
                .reduce((first, second) -> first + File.pathSeparator + second)
                .orElseThrow();
        shell = JShell.builder()
                .executionEngine(new InThisProcess(execution), Map.of())
                .compilerOptions("--class-path", classPath)
                .build();
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /** Whether this Java runtime has what it takes. */
    static boolean isAvailable() {
        return ModuleLayer.boot().findModule("jdk.jshell").isPresent();
    }

    private record InThisProcess(JavaExecution execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "loanword";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }

    /** Whether the code goes on in a further line. */
    boolean isIncomplete(String code) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                boolean ended = code.contains("\n") && code.substring(code.lastIndexOf('\n')).isBlank();
                return info.completeness() == Completeness.DEFINITELY_INCOMPLETE
                        || info.completeness() == Completeness.CONSIDERED_INCOMPLETE && !ended;
            }
            rest = info.remaining();
        }
        return false;
    }

    /** The word before the cursor and what may stand in its place; empty if nothing may. */
    List<String> complete(String code, int cursor) {
        int[] anchor = new int[1];
        List<Suggestion> suggestions = shell.sourceCodeAnalysis().completionSuggestions(code, cursor, anchor);
        List<String> found = new ArrayList<>();
        found.add(code.substring(anchor[0], cursor));
        suggestions.stream().map(Suggestion::continuation).distinct().forEach(found::add);
        return suggestions.isEmpty() ? List.of() : found;
    }

    /**
     * Runs code. The value of the last expression is shown, or put under a Python name.
     *
     * @param target the name, or {@code null}
     */
    void run(String target, String code) {
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        Object previous = Signals.register("INT", () -> {
            if (!stopped.getAndSet(true)) {
                Thread.ofPlatform().daemon().name("loanword-stop").start(() -> stopUntil(ended));
            }
        });
        try {
            String rest = code;
            while (!rest.isBlank()) {
                if (stopped.get()) {
                    err.println("KeyboardInterrupt");
                    return;
                }
                CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                String source = info.completeness().isComplete() ? info.source() : rest;
                rest = info.completeness().isComplete() ? info.remaining() : "";
                for (SnippetEvent event : shell.eval(source)) {
                    if (stopped.get()) {
                        err.println("KeyboardInterrupt");
                        return;
                    }
                    if (!report(event, rest.isBlank() ? target : null)) {
                        return;
                    }
                }
            }
        } finally {
            ended.set(true);
            Signals.unregister("INT", previous);
            JavaAccess.endBorrows();
            out.flush();
        }
    }

    /** Stops what runs, again and again: JShell forgets to stop code that it is still compiling. */
    private void stopUntil(AtomicBoolean ended) {
        while (!ended.get()) {
            shell.stop();
            LockSupport.parkNanos(STOP_AGAIN_NANOS);
        }
    }

    /** Tells what came of a snippet. False if the rest should not run. */
    private boolean report(SnippetEvent event, String target) {
        if (event.causeSnippet() != null) {
            // An older snippet that this one completes or changes.
            return true;
        }
        Snippet snippet = event.snippet();
        if (event.status() == Status.REJECTED) {
            shell.diagnostics(snippet).filter(Diag::isError).forEach(error -> tell(error, snippet.source()));
            return false;
        }
        if (event.status() == Status.RECOVERABLE_DEFINED || event.status() == Status.RECOVERABLE_NOT_DEFINED) {
            err.println("loanword: it can be used once there is " + String.join(", ", unresolved(snippet)));
            return true;
        }
        if (event.exception() != null) {
            tell(event.exception());
            return false;
        }
        pass(snippet, target);
        return true;
    }

    private List<String> unresolved(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).toList()
                : List.of();
    }

    /** Gives a variable's value to Python. */
    private void pass(Snippet snippet, String target) {
        String name = switch (snippet) {
            case VarSnippet variable -> variable.name();
            case ExpressionSnippet expression -> expression.name();
            default -> null;
        };
        VarSnippet variable = name == null
                ? null
                : shell.variables().filter(one -> one.name().equals(name)).findFirst().orElse(null);
        if (variable == null || snippet.subKind() == SubKind.VAR_DECLARATION_SUBKIND) {
            return;
        }
        shell.varValue(variable);
        Object value = execution.takeValue();
        boolean temporary = variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (!temporary && snippet.subKind() != SubKind.VAR_VALUE_SUBKIND) {
            bind(name, value, false);
        }
        if (target != null) {
            bind(target, value, true);
        } else if (temporary || snippet instanceof ExpressionSnippet) {
            show(value);
        }
    }

    /**
     * @param asked whether the user named the target: if the value can't cross, that is an error then
     */
    private void bind(String name, Object value, boolean asked) {
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            return;
        }
        try {
            python.bind(name, lent(value));
        } catch (PythonHostException | IllegalArgumentException refused) {
            if (asked) {
                // Without the name of our function that the value was for.
                String reason = refused.getMessage().replaceFirst("^.*? argument '\\d+': ", "");
                err.println("loanword: " + name + " stays what it was: " + reason);
            }
        }
    }

    private void show(Object value) {
        try {
            python.show(lent(value));
        } catch (PythonHostException | IllegalArgumentException refused) {
            // It is of no type that crosses: Java's own words for it.
            out.println(value);
        }
    }

    private static Object lent(Object value) {
        return switch (value) {
            case null -> null;
            case MemorySegment segment -> LentMemory.of(segment, ElementType.UINT8);
            case Buffer buffer -> LentMemory.of(buffer);
            default -> value.getClass().isArray() && value.getClass().getComponentType().isPrimitive() ? LentMemory.of(value) : value;
        };
    }

    private void tell(Diag error, String source) {
        err.println("error: " + error.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
        int start = (int) Math.max(0, Math.min(error.getStartPosition(), source.length()));
        int lineStart = source.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = source.indexOf('\n', start);
        String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
        int end = (int) Math.min(Math.max(error.getEndPosition(), start + 1), lineStart + line.length());
        err.println("  " + line.stripTrailing());
        err.println("  " + " ".repeat(start - lineStart) + "^".repeat(Math.max(1, end - start)));
        // Where in JShell's own class it is looked for tells a user nothing.
        error.getMessage(Locale.ROOT)
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(more -> !more.startsWith("location:"))
                .forEach(more -> err.println("  " + more));
    }

    private void tell(JShellException failure) {
        Throwable thrown = execution.takeThrown();
        if (thrown instanceof PythonHostException python && !python.traceback().isEmpty()) {
            err.print(python.traceback());
            return;
        }
        if (thrown == null) {
            err.println(failure.getMessage());
            return;
        }
        err.println(thrown);
        for (StackTraceElement frame : failure.getStackTrace()) {
            err.println("\tat " + words(frame));
        }
    }

    /** A frame: of what was typed by its line, of others as Java has it. */
    private static String words(StackTraceElement frame) {
        boolean typed = frame.getFileName() != null && frame.getFileName().startsWith("#");
        if (!typed) {
            return frame.toString();
        }
        boolean topLevel = frame.getMethodName().isEmpty() || frame.getMethodName().equals("do_it$");
        return (topLevel ? "the input" : frame.getMethodName()) + " (line " + frame.getLineNumber() + ")";
    }
}
