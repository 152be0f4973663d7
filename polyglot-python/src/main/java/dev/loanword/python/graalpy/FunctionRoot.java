package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.Signature;
import com.oracle.graal.python.nodes.PRootNode;
import com.oracle.graal.python.runtime.ExecutionContext.CalleeContext;
import com.oracle.graal.python.runtime.exception.PException;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;

/**
 * The root of a Java function that Python calls as one of its own builtins.
 *
 * <p>A builtin costs a tenth of a foreign executable: it shares no call target with others and keeps the GIL. The price is
 * a duty: an exception that is not Python's would be an internal error that no {@code except} sees, so this root catches
 * every {@link Throwable} and hands it to {@link PythonExceptions}.
 */
final class FunctionRoot extends PRootNode {

    private final String name;
    private final Signature signature;
    @Child private FunctionBody body;
    @Child private CalleeContext calleeContext = CalleeContext.create();
    @CompilationFinal private boolean translates;

    FunctionRoot(PythonLanguage language, String name, Signature signature, FunctionBody body) {
        super(language);
        this.name = name;
        this.signature = signature;
        this.body = body;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        calleeContext.enter(frame);
        try {
            return body.call(frame);
        } catch (PException pythonException) {
            throw pythonException;
        } catch (Throwable other) {
            if (!translates) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                translates = true;
            }
            throw PythonExceptions.translate(this, other);
        } finally {
            calleeContext.exit(frame, this);
        }
    }

    @Override
    public Signature getSignature() {
        return signature;
    }

    /** Internal roots show no frame in a Python traceback, and keep the GIL at safepoints. */
    @Override
    public boolean isPythonInternal() {
        return true;
    }

    @Override
    public boolean setsUpCalleeContext() {
        return true;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String toString() {
        return "<builtin " + name + ">";
    }
}
