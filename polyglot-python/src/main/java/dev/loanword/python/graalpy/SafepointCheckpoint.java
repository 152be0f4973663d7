package dev.loanword.python.graalpy;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.kernels.Checkpoint;

/**
 * Lets a long kernel be interrupted: by Ctrl-C, by a timeout, by its host's close.
 *
 * <p>A poll may run Python code or leave by an exception. Whoever hands it to a kernel holds all locks by then and gives
 * them back in {@code finally}.
 *
 * @param location an adopted node of the running builtin, so that the GIL stays with it
 */
public record SafepointCheckpoint(Node location) implements Checkpoint {

    @Override
    public void poll() {
        TruffleSafepoint.poll(location);
        HandoverPoint.polledInside();
    }
}
