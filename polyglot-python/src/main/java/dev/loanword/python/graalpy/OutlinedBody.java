package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;

/**
 * A body that runs as ordinary Java behind a boundary, and may call back into Python at any point.
 *
 * <p>The right one for everything that is not called millions of times a second; hot functions have bodies of their own.
 */
public final class OutlinedBody extends FunctionBody {

    /** What the function does with its bound arguments. */
    @FunctionalInterface
    public interface Operation {
        /** Runs it; {@code node} locates the call for errors. */
        Object apply(Node node, Object[] arguments) throws Exception;
    }

    private final Operation operation;
    private final HandoverPoint handover = new HandoverPoint();

    /** Makes a body of an operation. */
    public OutlinedBody(Operation operation) {
        this.operation = operation;
    }

    @Override
    public Object call(VirtualFrame frame) {
        return callingPython(frame, this::run, frame.getArguments());
    }

    @TruffleBoundary
    private Object run(Object frameArguments) {
        Object[] all = (Object[]) frameArguments;
        try {
            Object result = operation.apply(this, Arrays.copyOfRange(all, PArguments.USER_ARGUMENTS_OFFSET, all.length));
            handover.offer();
            return result;
        } catch (Exception thrown) {
            throw PythonExceptions.translate(this, thrown);
        }
    }
}
