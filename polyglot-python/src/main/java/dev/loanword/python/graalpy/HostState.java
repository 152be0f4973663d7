package dev.loanword.python.graalpy;

import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.CopyLedger;
import dev.loanword.python.graalpy.export.Exports;
import dev.loanword.python.graalpy.export.IteratorType;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What one host keeps for the boundary: its copy ledger, its way to files, its Python types.
 *
 * <p>Builtins are shared by the contexts of an engine, so they look their host's state up when they run. The state of the
 * host that asked last is at hand; another one is found in a table.
 */
public final class HostState {

    private static final Map<PythonContext, HostState> STATES = new WeakHashMap<>();
    private static volatile Latest latest = new Latest(null, null);

    private final CopyLedger ledger;
    private final HostFiles files;
    private final ToolkitErrors errors = new ToolkitErrors();
    private final Exports exports = new Exports();
    private Object bufferType;
    private Object pinType;
    private Object throwableType;
    private Object iteratorType;
    private volatile boolean closed;

    private record Latest(PythonContext context, HostState state) {}

    HostState(CopyLedger ledger, HostFiles files) {
        this.ledger = ledger;
        this.files = files;
    }

    /** The host's copy ledger. */
    public CopyLedger ledger() {
        return ledger;
    }

    /** How cores open files, under the host's policy. */
    public HostFiles files() {
        return files;
    }

    /** What the host exports. */
    public Exports exports() {
        return exports;
    }

    /** The host's exception classes. */
    ToolkitErrors errors() {
        return errors;
    }

    /** The host's {@code loanword.Buffer}, made when it is first needed. */
    Object bufferType() {
        if (bufferType == null) {
            bufferType = BufferType.create();
        }
        return bufferType;
    }

    /** The host's type of pins for NumPy, made when it is first needed. */
    Object pinType() {
        if (pinType == null) {
            pinType = ArrayExport.createType();
        }
        return pinType;
    }

    /** The host's {@code loanword.JavaThrowable}, made when it is first needed. */
    Object throwableType() {
        if (throwableType == null) {
            throwableType = JavaThrowables.createType();
        }
        return throwableType;
    }

    /** The host's {@code loanword.JavaIterator}, made when it is first needed. */
    public Object iteratorType() {
        if (iteratorType == null) {
            iteratorType = IteratorType.create();
        }
        return iteratorType;
    }

    /** Whether the host was closed: its views count no longer. */
    boolean isClosed() {
        return closed;
    }

    /** Registers the state of the entered context. */
    static void register(HostState state) {
        PythonContext context = PythonContext.get(null);
        // GraalPy has threads take turns only in the first context of an engine that gets a second thread. In each other
        // one, a thread in a loop would keep the GIL for ever.
        context.initializeMultiThreading();
        synchronized (STATES) {
            STATES.put(context, state);
        }
    }

    /** Forgets a state, whose host is closed. */
    static void unregister(HostState state) {
        state.closed = true;
        synchronized (STATES) {
            STATES.values().removeIf(registered -> registered == state);
            latest = new Latest(null, null);
        }
    }

    /** The state of the current context's host. */
    public static HostState of(Node node) {
        PythonContext context = PythonContext.get(node);
        Latest known = latest;
        return known.context == context ? known.state : lookUp(context);
    }

    @TruffleBoundary
    private static HostState lookUp(PythonContext context) {
        synchronized (STATES) {
            HostState state = STATES.get(context);
            if (state == null) {
                throw new IllegalStateException("this context was not opened by a Loanword host; please report this");
            }
            latest = new Latest(context, state);
            return state;
        }
    }
}
