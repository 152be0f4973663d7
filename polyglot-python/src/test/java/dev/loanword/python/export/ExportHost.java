package dev.loanword.python.export;

import dev.loanword.python.PythonHost;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Python host that exports some classes, for the tests of one class. */
final class ExportHost implements BeforeAllCallback, AfterAllCallback {

    private final Object[] exported;
    private PythonHost host;

    /** Exports classes marked as modules, or instances of them. */
    ExportHost(Object... exported) {
        this.exported = exported;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        host = PythonHost.open();
        for (Object module : exported) {
            host.export(module);
        }
        host.run(
                """
                def _show(expression):
                    try:
                        return repr(eval(expression, globals()))
                    except Exception as e:
                        return type(e).__name__ + ': ' + str(e)
                """);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        host.close();
    }

    /** Runs statements. */
    void run(String code) {
        host.run(code);
    }

    /** The text that {@code repr} gives for an expression, or "Type: message" if it raises. */
    String show(String expression) {
        return host.eval("_show(" + literal(expression) + ")", String.class);
    }

    /** The host itself. */
    PythonHost host() {
        return host;
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
