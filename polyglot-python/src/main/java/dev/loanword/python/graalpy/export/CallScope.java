package dev.loanword.python.graalpy.export;

import com.oracle.truffle.api.nodes.Node;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.python.graalpy.Borrow;
import dev.loanword.python.graalpy.Borrower;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.SafepointCheckpoint;
import java.util.ArrayList;
import java.util.List;

/** One call from Python to Java while it runs: what it borrowed is given back when it ends. */
final class CallScope implements AutoCloseable {

    private final Node node;
    private boolean alone;
    private List<Borrow> borrows = List.of();
    private List<Runnable> endings = List.of();
    private volatile boolean running = true;

    /** A call by the builtin that {@code node} belongs to, of a method during which no Python code runs. */
    CallScope(Node node) {
        this(node, true);
    }

    /**
     * A call by the builtin that {@code node} belongs to.
     *
     * @param alone whether no Python code runs until the method returns, its safepoint polls aside
     */
    CallScope(Node node, boolean alone) {
        this.node = node;
        this.alone = alone;
    }

    /** The running builtin's node, which locates errors. */
    Node node() {
        return node;
    }

    /** The host whose script called. */
    HostState host() {
        return HostState.of(node);
    }

    /** Borrows a buffer until the call ends. */
    BorrowedBuffer borrow(Object exporter, Access access, Place place) {
        Borrow borrow = Borrower.borrowArgument(
                node, exporter, access, place.function(), place.part() + " must be a bytes-like object", alone);
        if (borrows.isEmpty()) {
            borrows = new ArrayList<>(2);
        }
        borrows.add(borrow);
        if (!borrow.allowsPolls()) {
            Exports exports = host().exports();
            exports.forbidPython(1);
            closeLater(() -> exports.forbidPython(-1));
        }
        return borrow.buffer();
    }

    /** Tells, before anything is borrowed, that Python code may run before the method returns. */
    void mayRunPython() {
        alone = false;
    }

    /** Runs something when the call ends. */
    void closeLater(Runnable ending) {
        if (endings.isEmpty()) {
            endings = new ArrayList<>(2);
        }
        endings.add(ending);
    }

    /** What the call's kernel polls. Asked for after all buffers were borrowed, as one of them may forbid polls. */
    Checkpoint checkpoint() {
        for (Borrow borrow : borrows) {
            if (!borrow.allowsPolls()) {
                return Checkpoint.NONE;
            }
        }
        return new SafepointCheckpoint(node);
    }

    /** Whether the Java method has not returned yet. */
    boolean isRunning() {
        return running;
    }

    /**
     * Refuses what can be used for the time of the call alone.
     *
     * @throws IllegalStateException if the method has returned
     */
    void checkRunning(Place place) {
        if (!running) {
            throw new IllegalStateException(
                    place + " was kept after the call has returned; take what is needed later while the call runs");
        }
    }

    /** Gives everything back, in the opposite order; a second time has no effect. */
    @Override
    public void close() {
        running = false;
        List<Runnable> last = endings;
        endings = List.of();
        last.forEach(Runnable::run);
        List<Borrow> open = borrows;
        borrows = List.of();
        close(open, open.size() - 1);
    }

    private static void close(List<Borrow> open, int index) {
        if (index >= 0) {
            try {
                open.get(index).close();
            } finally {
                close(open, index - 1);
            }
        }
    }
}
