package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.runtime.ExecutionContext.IndirectCallContext;
import com.oracle.graal.python.runtime.IndirectCallData;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;

/**
 * What a builtin function does: the part between Python's argument binding and its result.
 *
 * <p>A body sees its arguments already bound: arity, keywords and defaults were checked by GraalPy with CPython's own
 * words. It returns a Python value (nothing converts it afterwards) or throws: a Python exception as it is, any other
 * {@link Throwable} to be translated by {@link PythonExceptions}.
 *
 * <p>{@link #call} is compiled together with its caller, so it stays small and leaves everything else to methods behind a
 * {@code @TruffleBoundary}. The GIL is held throughout.
 */
public abstract class FunctionBody extends Node {

    @CompilationFinal private IndirectCallData indirectCallData;

    /** Runs the function; {@code frame} carries the arguments, see {@link #argument}. */
    public abstract Object call(VirtualFrame frame);

    /** The bound argument at {@code index}; for a method, index 0 is {@code self} (or the class). */
    protected static Object argument(VirtualFrame frame, int index) {
        return PArguments.getArgument(frame, index);
    }

    /**
     * Runs {@code call}, which may execute arbitrary Python code ({@code __index__}, {@code __fspath__}, an iterator),
     * from behind a boundary: GraalPy must know the calling frame, else tracebacks and caught exceptions go astray.
     */
    protected final Object callingPython(VirtualFrame frame, PythonCall call, Object argument) {
        if (indirectCallData == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            indirectCallData = IndirectCallData.createFor(this);
        }
        Object state = IndirectCallContext.enter(frame, this, indirectCallData);
        try {
            return call.apply(argument);
        } finally {
            IndirectCallContext.exit(frame, this, indirectCallData, state);
        }
    }

    /** A call that may execute Python code; implementations are methods behind a {@code @TruffleBoundary}. */
    @FunctionalInterface
    protected interface PythonCall {
        /** Applies the call to one argument. */
        Object apply(Object argument);
    }
}
