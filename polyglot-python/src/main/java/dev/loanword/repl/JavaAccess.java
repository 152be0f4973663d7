package dev.loanword.repl;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.python.BorrowedValue;
import dev.loanword.python.PythonHost;
import java.util.ArrayDeque;
import java.util.Deque;

/** What Java code in the REPL sees of the Python that it runs beside. Its methods are imported there, to be called by name alone. */
public final class JavaAccess {
    private static final Deque<BorrowedValue> OPEN = new ArrayDeque<>();
    private static volatile PythonHost host;

    private JavaAccess() {}

    /** The host that the session runs in: {@code python().eval("x")}, {@code python().call(…)}. */
    public static PythonHost python() {
        return host;
    }

    /**
     * The memory of a Python buffer, to be read, without a copy. It is borrowed until the input is done; then
     * {@link BorrowedBuffer#segment()} and the segments of native memory that it gave throw IllegalStateException.
     *
     * @param expression a Python expression, such as a name
     * @throws dev.loanword.python.PythonHostException if its value offers no buffer, or can't be borrowed now
     */
    public static BorrowedBuffer borrow(String expression) {
        return borrow(expression, Access.SHARED);
    }

    /** As {@link #borrow(String)}; with {@link Access#EXCLUSIVE} to be written too. */
    public static BorrowedBuffer borrow(String expression, Access access) {
        BorrowedValue borrowed = host.borrow(expression, access);
        synchronized (OPEN) {
            OPEN.push(borrowed);
        }
        return borrowed.buffer();
    }

    static void begin(PythonHost session) {
        host = session;
    }

    static void endBorrows() {
        synchronized (OPEN) {
            while (!OPEN.isEmpty()) {
                OPEN.pop().close();
            }
        }
    }
}
