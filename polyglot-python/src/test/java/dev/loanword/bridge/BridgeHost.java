package dev.loanword.bridge;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.CopyLedger;
import dev.loanword.python.BorrowedValue;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostBuilder;

/** A real Python host for the tests of one class, with {@code bridge} imported, and array.array as {@code A}. */
final class BridgeHost implements AutoCloseable {

    private final PythonHost host;

    /** Opens the host and imports further modules; each costs time, so only those that the tests need. */
    BridgeHost(String... modules) {
        this(PythonHost.builder(), modules);
    }

    /** Opens a host of some description. */
    BridgeHost(PythonHostBuilder description, String... modules) {
        host = description.open();
        for (String module : modules) {
            host.run("import " + module);
        }
        host.run(
                """
                import bridge
                from array import array as A

                def _show(expression):
                    try:
                        return repr(eval(expression, globals()))
                    except Exception as e:
                        return type(e).__name__ + ': ' + str(e)

                def refusal(function, x, memory, factor=2.0):
                    '''The error of function(x, factor), with a shout if any byte of memory changed.'''
                    before = bytes(memory)
                    try:
                        function(x, factor)
                        text = 'NOT REFUSED'
                    except Exception as e:
                        text = type(e).__name__ + ': ' + str(e)
                    return text if bytes(memory) == before else 'WRITTEN TO: ' + text
                """);
    }

    /** The text that {@code repr} gives for an expression, or "Type: message" if it raises. */
    String show(String expression) {
        return host.eval("_show(" + literal(expression) + ")", String.class);
    }

    /** The value of an expression that is a str. */
    String text(String expression) {
        return host.eval(expression, String.class);
    }

    /** Runs statements. */
    void run(String code) {
        host.run(code);
    }

    /** Lends Java memory under a global name. */
    void lend(String name, Object memory) {
        host.lend(name, memory);
    }

    /** Borrows from outside of a call. */
    BorrowedValue borrow(String expression, Access access) {
        return host.borrow(expression, access);
    }

    CopyLedger.Totals ledger() {
        return host.ledger();
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() {
        host.close();
    }
}
