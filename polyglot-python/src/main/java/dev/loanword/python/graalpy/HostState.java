package dev.loanword.python.graalpy;

import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.CopyLedger;
import dev.loanword.python.graalpy.export.Exports;
import dev.loanword.python.graalpy.export.HostCalls;
import dev.loanword.python.graalpy.export.IteratorType;
import dev.loanword.python.graalpy.export.JavaFunctionType;
import java.util.Collections;
import java.util.HashMap;
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
    private NumPyArrays numPyArrays;
    private final NativeMemoryPressure memoryPressure = new NativeMemoryPressure();
    private final Map<String, PythonResource> resources = new HashMap<>();
    private Object throwableType;
    private Object iteratorType;
    private final HostCalls calls = new HostCalls();
    /** The Python exceptions behind those that Java code was thrown. */
    private final Map<Throwable, Object> behind = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile Outside outside;
    private Object functionType;
    private volatile boolean closed;

    /** How Java code gets into Python from a thread that is not in it. */
    @FunctionalInterface
    public interface Outside {
        /** Runs code with the context entered and the GIL held; Python's exceptions leave as those of the host's API. */
        void run(Runnable code);
    }

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

    /** How the Java program calls Python. */
    public HostCalls calls() {
        return calls;
    }

    void standsFor(Throwable thrown, Object pythonException) {
        behind.put(thrown, pythonException);
    }

    /** The Python exception that something thrown stands for because it was one, or {@code null}. */
    Object behind(Throwable thrown) {
        return behind.get(thrown);
    }

    /** How Java code gets into the host's Python from outside. */
    public Outside outside() {
        return outside;
    }

    void enterBy(Outside entrance) {
        outside = entrance;
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

    /** A file of the toolkit's Python code, run when it is first needed. */
    PythonResource python(String name) {
        return resources.computeIfAbsent(name, PythonResource::new);
    }

    /** The host's NumPy arrays; {@code null} until it has imported NumPy. */
    NumPyArrays numPyArrays(Node node) {
        if (numPyArrays == null) {
            numPyArrays = NumPyArrays.create(node);
        }
        return numPyArrays;
    }

    /** What the host's Python code keeps in use off the Java heap. */
    NativeMemoryPressure memoryPressure() {
        return memoryPressure;
    }

    /** Frees what Python has dropped, if much has piled up. To be called where nothing is borrowed; may run Python code. */
    void relieveMemory() {
        memoryPressure.relieve(() -> python("memory").call("collect"));
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

    /** The host's {@code loanword.JavaFunction}, made when it is first needed. */
    public Object functionType() {
        if (functionType == null) {
            functionType = JavaFunctionType.create();
        }
        return functionType;
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
                throw new IllegalStateException("the Python host that this belongs to is closed");
            }
            latest = new Latest(context, state);
            return state;
        }
    }

    /** The state of a host, asked for in any thread. */
    public static HostState ofContext(PythonContext context) {
        Latest known = latest;
        return known.context == context ? known.state : lookUp(context);
    }
}
