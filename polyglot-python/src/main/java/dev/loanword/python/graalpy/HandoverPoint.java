package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.Signature;
import com.oracle.graal.python.nodes.PRootNode;
import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.concurrent.TimeUnit;

/**
 * Where a function of ours, when it is done and holds no lock any more, lets other Python threads have their turn, and has
 * native memory freed that piled up.
 *
 * <p>GraalPy asks the thread that has the GIL every 50 ms to hand it over at its next safepoint poll, but takes the request
 * back if that poll is inside of a builtin. A loop that spends its time in calls of our functions would almost never be met
 * elsewhere, and so keep all others waiting. This is a root of its own, since it is its root that makes a place part of
 * Python's code or not. It is never executed.
 */
public final class HandoverPoint extends PRootNode {

    /** As in CPython: a thread keeps the GIL at least that long. */
    private static final long SHORTEST_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Whether a kernel polled, which may have been the poll that took a request back. Of all hosts; one of them asks. */
    private static volatile boolean polledInside;
    private static volatile long lastTurn = System.nanoTime();

    /** Makes one in the entered context, for one language instance. */
    public HandoverPoint() {
        super(PythonLanguage.get(null));
    }

    /** Says that a safepoint was polled inside of a builtin. */
    static void polledInside() {
        polledInside = true;
    }

    /** Whether a short call has a reason to {@link #offer}: its kernel polled after all, or memory has piled up. */
    public static boolean isDue() {
        return polledInside || NativeMemoryPressure.isHighSomewhere();
    }

    /** Hands the GIL over if that was asked for, and waits to have it again. To be called outside of compiled code. */
    public void offer() {
        TruffleSafepoint.poll(this);
        if (polledInside) {
            polledInside = false;
            offerAfterKernel();
        }
        if (NativeMemoryPressure.isHighSomewhere()) {
            HostState.of(this).relieveMemory();
        }
    }

    private void offerAfterKernel() {
        long now = System.nanoTime();
        if (now - lastTurn < SHORTEST_TURN_NANOS) {
            return;
        }
        lastTurn = now;
        GilNode gil = GilNode.getUncached();
        if (gil.tryRelease()) {
            gil.acquire(PythonContext.get(this), this);
        }
    }

    @Override
    public Object execute(VirtualFrame frame) {
        throw CompilerDirectives.shouldNotReachHere();
    }

    @Override
    public Signature getSignature() {
        return Signature.EMPTY;
    }

    @Override
    public boolean isPythonInternal() {
        return false;
    }
}
