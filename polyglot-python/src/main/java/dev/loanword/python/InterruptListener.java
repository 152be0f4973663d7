package dev.loanword.python;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/**
 * Hears of it when the thread that made it is interrupted by the application.
 *
 * <p>Python waits (for a lock, in a sleep) without regard to that, and takes the thread's interrupt status. The JDK tells the
 * selector that a thread is at, and this looks like one; it selects nothing. A channel that Python code uses takes its place, from
 * then until {@link #stop}. GraalVM interrupts waiting threads too, for its own purposes, which does not count.
 */
final class InterruptListener extends AbstractSelector {
    private static final String GRAALVM = "com.oracle.";

    private final Runnable action;
    private volatile boolean heard;

    /**
     * @param action run once or more, by some thread, when the thread is interrupted
     */
    InterruptListener(Runnable action) {
        super(null);
        this.action = action;
    }

    /** Begins to listen, in the thread that may be interrupted. */
    void start() {
        begin();
    }

    /** Ends listening, in the same thread. */
    void stop() {
        end();
    }

    /** Whether the thread was interrupted. */
    boolean heard() {
        return heard;
    }

    /** Called by the thread that interrupts, which holds locks of the JDK. */
    @Override
    public Selector wakeup() {
        boolean isGraalVms = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(GRAALVM)));
        if (!isGraalVms) {
            heard = true;
            Stopper.now(action);
        }
        return this;
    }

    @Override
    protected void implCloseSelector() {}

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new UnsupportedOperationException(channel + " can't be registered: this selects nothing");
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int select(long timeout) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }
}
