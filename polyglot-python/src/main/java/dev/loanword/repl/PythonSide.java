package dev.loanword.repl;

import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** The functions of the Python modules that lie beside this class, by which the REPL works inside its host. */
final class PythonSide {
    private static final String PACKAGE = "_loanword_repl";
    private static final List<String> MODULES = List.of("session", "magics", "completion", "inspection", "pictures");

    private final PythonHost host;

    PythonSide(PythonHost host) {
        this.host = host;
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(PACKAGE, "\"\"\"The Python side of the REPL.\"\"\"");
        MODULES.forEach(name -> sources.put(PACKAGE + "." + name, source(name)));
        Value code = host.call(Value.class, "builtins.compile", source("bootstrap"), "<" + PACKAGE + ">", "exec");
        host.call(void.class, "builtins.exec", code, Map.of("sources", sources));
    }

    private static String source(String name) {
        try (InputStream text = PythonSide.class.getResourceAsStream(name + ".py")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PythonHost host() {
        return host;
    }

    /** Whether standard input and output are both a terminal. */
    boolean isTerminal() {
        return host.call(boolean.class, PACKAGE + ".session.is_terminal");
    }

    void begin(boolean person, boolean colour) {
        host.call(void.class, PACKAGE + ".session.begin", person, colour);
    }

    /** Runs an input and prints what comes of it. {@code null} to go on, else the exit status to end with. */
    Integer execute(String text) {
        return host.call(Integer.class, PACKAGE + ".session.execute", text);
    }

    /** Shows a value as that of an expression, and keeps it as {@code _}. */
    void show(Object value) {
        host.call(void.class, PACKAGE + ".session.show", value);
    }

    /** Gives a value a name in {@code __main__}. */
    void bind(String name, Object value) {
        host.call(void.class, PACKAGE + ".session.bind", name, value);
    }

    /** Whether more lines are needed. */
    boolean isIncomplete(String text) {
        return host.call(boolean.class, PACKAGE + ".session.is_incomplete", text);
    }

    /** The white space that the next line begins with. */
    String indentation(String text) {
        return host.call(String.class, PACKAGE + ".session.indentation", text);
    }

    /** {@code sys.ps1}, or {@code sys.ps2} for further lines of an input. */
    String prompt(boolean continued) {
        return host.call(String.class, PACKAGE + ".session.prompt", continued);
    }

    /** The next line of standard input, {@code null} at its end. */
    String readLine(String prompt) {
        return host.call(String.class, PACKAGE + ".session.read_line", prompt);
    }

    /** The text that a command left for the next input, {@code null} if there is none. */
    String prefilled() {
        return host.call(String.class, PACKAGE + ".magics.take_prefilled");
    }

    /** What may stand at the cursor: the word to be replaced, then the choices; empty if there are none. */
    List<String> complete(String text, int cursor) {
        return host.call(String.class, PACKAGE + ".completion.complete", text, codePoints(text, cursor))
                .lines()
                .toList();
    }

    /** Signature and documentation of what is at the cursor; empty if nothing is. */
    String hint(String text, int cursor) {
        return host.call(String.class, PACKAGE + ".inspection.hint", text, codePoints(text, cursor));
    }

    /** Python counts characters, Java UTF-16 units. */
    private static int codePoints(String text, int cursor) {
        return text.codePointCount(0, cursor);
    }
}
