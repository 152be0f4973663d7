package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.loanword.python.graalpy.FunctionBody;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Instances;

/**
 * The body of {@code __new__} or {@code __init__} of an exported type. Both take any arguments, and pass them to the one
 * builtin that constructs the Java object, which checks them.
 *
 * <p>{@code __new__} constructs it, as for Python's own {@code int} or {@code tuple}. Only where a subclass written in Python
 * has an {@code __init__} of its own, with parameters of its own, that is left to {@code super().__init__(...)}, as if the
 * exported type were written in Python too.
 */
final class ConstructorBody extends FunctionBody {

    private final Class<?> javaClass;
    private final boolean initializes;
    @Child private CallNode callNode = CallNode.create();

    /**
     * @param initializes whether it is {@code __init__}
     */
    ConstructorBody(Class<?> javaClass, boolean initializes) {
        this.javaClass = javaClass;
        this.initializes = initializes;
    }

    @Override
    public Object call(VirtualFrame frame) {
        Object[] given = PArguments.getVariableArguments(frame);
        PKeyword[] keywords = PArguments.getKeywordArguments(frame);
        Object bound = argument(frame, 0);
        ExportedConstructor constructor = constructor();
        if (initializes) {
            if (constructor.isDone(this, bound, given, keywords)) {
                return PNone.NONE;
            }
        } else if (constructor.isDeferred(bound, given, keywords)) {
            return constructor.empty(bound);
        }
        Object[] arguments = new Object[given.length + 1];
        arguments[0] = bound;
        System.arraycopy(given, 0, arguments, 1, given.length);
        Object made = callNode.execute(frame, constructor.function(), arguments, keywords);
        return initializes ? PNone.NONE : made;
    }

    @TruffleBoundary
    private ExportedConstructor constructor() {
        return HostState.of(this).exports().constructorOf(javaClass);
    }
}
