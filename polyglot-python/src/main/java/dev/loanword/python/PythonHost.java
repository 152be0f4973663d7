package dev.loanword.python;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.Boundary;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.TypeLiteral;
import org.graalvm.polyglot.Value;

/**
 * A Python inside this JVM. Open one, run code in it, close it.
 *
 * <p>All code of a host shares one {@code __main__} namespace and one set of imported modules, like one run of the
 * {@code python} command. Hosts see nothing of each other, but share compiled code.
 *
 * <p>A Python call takes some 6 KB of Java stack: for the depth that Python programs expect, run the JVM with
 * {@code -Xss16m}, or call the host from a thread with a stack of that size.
 *
 * <p>Any thread may call a host; Python lets one thread at a time run. The script is trusted: it has the rights of
 * the process on files, network, threads, processes and native code. It can't reach Java classes.
 */
public final class PythonHost implements AutoCloseable {
    static final String PYTHON = "python";
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern DOTTED_NAME = Pattern.compile(IDENTIFIER + "(\\." + IDENTIFIER + ")*");

    private final Context context;
    private final Boundary boundary;
    private final Program program;
    private final Cores cores;
    private final ProgramRunner runner;
    private final UncaughtErrors uncaught;
    private final Operations operations;
    private volatile boolean closed;

    PythonHost(PreparedContext prepared, Program program, Cores cores, Duration gracePeriod, boolean javaTraces) {
        this.context = prepared.context();
        this.cores = cores;
        this.boundary = prepared.boundary();
        cores.exports().forEach(boundary::export);
        this.program = program;
        this.runner = new ProgramRunner(context, prepared.settings().program() == program);
        this.uncaught = new UncaughtErrors(context, boundary, javaTraces);
        this.operations = new Operations(boundary, uncaught, gracePeriod, this::closeByForce);
        boundary.enterBy(code -> inPython(() -> {
            boundary.run(code);
            return null;
        }));
    }

    /** Opens a host with no arguments and the streams of {@link System}. */
    public static PythonHost open() {
        return builder().open();
    }

    /** Starts the description of a host. */
    public static PythonHostBuilder builder() {
        return new PythonHostBuilder();
    }

    /**
     * Runs a Python file in {@code __main__}. Its folder becomes the first entry of {@code sys.path}; its path, as
     * given, becomes {@code sys.argv[0]}.
     *
     * @throws PythonHostException if the file raises, or ends by {@code sys.exit}
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file can't be read
     */
    public void run(Path script) throws IOException {
        Path folder = script.toRealPath().getParent();
        Source source = Source.newBuilder(PYTHON, script.toAbsolutePath().toFile()).build();
        inPython(() -> {
            runner.runFile(source, folder, script.toString());
            return null;
        });
    }

    /**
     * Runs statements in {@code __main__}.
     *
     * @throws PythonHostException if they raise, or end by {@code sys.exit}
     */
    public void run(String code) {
        Objects.requireNonNull(code, "code");
        inPython(() -> {
            runner.execute(code, "<string>");
            return null;
        });
    }

    /**
     * Gives the value of a Python expression as a Java object: {@code None} as null, {@code bool} as Boolean, {@code int} as Long
     * or BigInteger, {@code float} as Double, {@code str} as String, bytes-like as {@code byte[]}, list and tuple as List, dict as
     * Map, and what Java exported as the Java object.
     *
     * @throws PythonHostException if the expression raises, is not an expression, or its value is none of these
     */
    public Object eval(String expression) {
        return eval(expression, Object.class);
    }

    /**
     * Gives the value of a Python expression as a given Java type. The rules are those for an argument of an exported method of
     * that type: numbers are checked, not rounded; lists, dicts and arrays are new. A functional interface is the way to have a
     * Python function, {@link Value} to have any other object as it is. {@code None} is null unless the type is primitive.
     *
     * {@snippet class="dev.loanword.python.HostSnippetsTest" region="function"}
     *
     * @throws PythonHostException if the expression raises or is not an expression; a TypeError or OverflowError if its value does
     *     not fit the type
     * @throws IllegalArgumentException if no value of Python can be had as that type
     */
    @SuppressWarnings("unchecked") // a value of int.class is an Integer, which Class.cast refuses
    public <T> T eval(String expression, Class<T> type) {
        return (T) evaluated(expression, type);
    }

    /** As {@link #eval(String, Class)}, for a generic type: {@code eval("names", new TypeLiteral<List<String>>() {})}. */
    @SuppressWarnings("unchecked") // made to be of that type
    public <T> T eval(String expression, TypeLiteral<T> type) {
        return (T) evaluated(expression, type.getType());
    }

    private Object evaluated(String expression, Type type) {
        Objects.requireNonNull(expression, "expression");
        requireSupported(type);
        return inPython(() -> {
            Value value = runner.evaluate(expression);
            return type == Value.class ? value : boundary.toJava("eval", value, type);
        });
    }

    /**
     * Calls a Python function with Java values.
     *
     * <p>Arguments cross as results of exported methods do: null, numbers, String, java.time, lists, sets, maps, records and
     * objects of exported classes, iterators, futures. {@link LentMemory} is lent, without a copy; arrays are copied, which the
     * ledger counts, {@code byte[]} as bytes and others as lists. The result crosses as that of {@link #eval(String, Class)}.
     *
     * {@snippet class="dev.loanword.python.HostSnippetsTest" region="call"}
     *
     * @param type the type of the result; {@code void.class} to leave it aside
     * @param function the name of a function of {@code __main__} or a builtin; or with dots, {@code strategy.decide}, of an object
     *     of {@code __main__}, or else of a module, which is imported by the first call
     * @param arguments the positional arguments; {@link Keywords} may come last
     * @throws PythonHostException if the function raises; NameError, ModuleNotFoundError or AttributeError if there is none of that
     *     name; TypeError or OverflowError if an argument or the result can't cross, with its place in the message
     * @throws IllegalArgumentException if no value of Python can be had as that type, or the name is no dotted name
     */
    @SuppressWarnings("unchecked") // a value of int.class is an Integer, which Class.cast refuses
    public <T> T call(Class<T> type, String function, Object... arguments) {
        return (T) called(type, function, arguments);
    }

    /** As {@link #call(Class, String, Object...)}, for a generic type such as {@code new TypeLiteral<List<String>>() {}}. */
    @SuppressWarnings("unchecked") // made to be of that type
    public <T> T call(TypeLiteral<T> type, String function, Object... arguments) {
        return (T) called(type.getType(), function, arguments);
    }

    private Object called(Type type, String function, Object... given) {
        if (!DOTTED_NAME.matcher(function).matches()) {
            throw new IllegalArgumentException("'" + function + "' names no Python function; give a name such as 'decide' or"
                    + " 'strategy.decide', and use eval for other expressions");
        }
        requireSupported(type);
        // A lone null is taken for the array itself.
        Object[] arguments = given == null ? new Object[] {null} : given;
        boolean named = arguments.length > 0 && arguments[arguments.length - 1] instanceof Keywords;
        Map<String, Object> keywords = named ? ((Keywords) arguments[arguments.length - 1]).values() : Map.of();
        Object[] positional = named ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
        return inPython(() -> boundary.call(function, positional, keywords, type));
    }

    private void requireSupported(Type type) {
        Objects.requireNonNull(type, "type");
        if (type != Value.class) {
            boundary.requireSupported(type);
        }
    }

    /**
     * Gives Python code a time limit. What of it runs longer is stopped: Python sees a KeyboardInterrupt where it is, a Java method
     * that blocks an interrupt of its thread. Code that goes on all the same has the
     * {@linkplain PythonHostBuilder#gracePeriod grace period} to end; then the host is closed by force.
     *
     * <p>A Java method that Python called ends when it looks at its {@link dev.loanword.kernels.Checkpoint}, when it waits in a way
     * that an interrupt ends, or when it is done: nothing stops a Java loop that does neither.
     *
     * {@snippet class="dev.loanword.python.HostSnippetsTest" region="limit"}
     *
     * @param limit the time for all of the body; an outer limit of this thread counts too
     * @param body uses this host, in this thread
     * @return what the body returns; code that catches the KeyboardInterrupt and ends in time counts as done
     * @throws PythonStoppedException if it was stopped
     */
    public <T, E extends Exception> T within(Duration limit, Body<T, E> body) throws E {
        Objects.requireNonNull(limit, "limit");
        return operations.within(limit, body);
    }

    /** As {@link #within(Duration, Body)}, for a body without a result. */
    public <E extends Exception> void within(Duration limit, Action<E> body) throws E {
        Objects.requireNonNull(body, "body");
        within(limit, () -> {
            body.run();
            return null;
        });
    }

    /** Uses a host and gives a result. */
    @FunctionalInterface
    public interface Body<T, E extends Exception> {
        /** Runs it. */
        T run() throws E;
    }

    /** Uses a host. */
    @FunctionalInterface
    public interface Action<E extends Exception> {
        /** Runs it. */
        void run() throws E;
    }

    /**
     * Stops what Python code Java threads run in this host at the moment, as a {@linkplain #within time limit} does; their calls
     * throw {@link PythonStoppedException}. Returns at once, and does nothing if none runs. Threads that Python started run on.
     *
     * <p>Interrupting a Java thread that runs Python does the same for that thread, whose interrupt status stays set, with a limit:
     * once Python code has read or written a file during the same call, as an import does, Java no longer tells when its thread is
     * interrupted.
     */
    public void interrupt() {
        operations.interrupt();
    }

    /** Whether code can be run: the host was neither closed nor closed by force. */
    public boolean isOpen() {
        return !closed && !operations.wasForced();
    }

    /** Whether something was stopped or failed that may have left Python in a state that nobody expects. */
    boolean isSuspect() {
        return operations.isSuspect() || !isOpen();
    }

    /**
     * Runs the program that the host was opened for, as the {@code python} command would: an uncaught exception goes
     * through {@code sys.excepthook}, which prints a traceback to standard error. What the program registered for its
     * end (threads, {@code atexit}) runs in {@link #close}.
     *
     * @return the exit status: 0, 1 after an uncaught exception, 130 after an uncaught KeyboardInterrupt, or what the
     *     program gave to {@code sys.exit}
     * @throws IllegalStateException if the host was opened without a program, or fails itself
     */
    public int runProgram() {
        requireProgram();
        requireOpen();
        return runAndReport();
    }

    /**
     * As {@link #runProgram()}, with a time limit, after which the program is stopped as by {@link #within}. Its traceback is printed
     * then, too. Threads that it has started run on.
     *
     * @throws PythonStoppedException if it ran longer, whatever it ended with
     */
    public int runProgram(Duration limit) {
        requireProgram();
        requireOpen();
        return within(limit, () -> operations.runProgram(this::runAndReport));
    }

    private int runAndReport() {
        try {
            runner.run(program);
            return 0;
        } catch (PolyglotException e) {
            if (e.isCancelled()) {
                throw e;
            }
            return uncaught.report(e);
        }
    }

    private void requireProgram() {
        if (program == null) {
            throw new IllegalStateException("this host has no program; name one with PythonHost.builder().program(…)");
        }
    }

    /**
     * Lends memory to Python under a global name of {@code __main__}, as a {@code loanword.Buffer}. No byte is copied: what
     * one side writes, the other sees.
     *
     * <p>The memory stays Java's. Python keeps it reachable while it holds a view; it never frees it.
     *
     * @param name a Python identifier
     * @param memory a primitive array, a NIO buffer, or {@link LentMemory}, which adds an element type, a shape, or
     *     read-only access
     * @return the way to take it back, which need not be used
     * @throws IllegalArgumentException if the memory can't be lent, or the name is no identifier
     */
    public Loan lend(String name, Object memory) {
        Objects.requireNonNull(name, "name");
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no Python identifier; lend under a name such as 'prices'");
        }
        LentMemory lent = LentMemory.of(memory).separately();
        requireOpen();
        boundary.lend(name, lent);
        return new Loan(lent.views());
    }

    /**
     * Makes a Java class importable as a Python module, before a script imports it. What it exports was marked with
     * annotations of {@code dev.loanword.export}. Modules on the class path whose models the annotation processor wrote need
     * no such call.
     *
     * @param module an instance of a class marked with {@link dev.loanword.export.PyModule}, on which its instance methods are
     *     called; or the class itself, of which one is constructed if it has any
     * @throws dev.loanword.export.check.ExportException if something in it can't be exported; its message tells all problems
     * @throws IllegalStateException if the host has imported a module of that name already
     */
    public void export(Object module) {
        Objects.requireNonNull(module, "module");
        requireOpen();
        boundary.export(CoreModules.ofExported(module));
    }

    /**
     * Borrows the memory of a Python buffer, to read it: bytes, bytearray, array.array, memoryview, ctypes, a NumPy array,
     * lent memory. No byte is copied.
     *
     * @param expression a Python expression whose value is the buffer
     * @throws PythonHostException if the expression raises, or its value offers no buffer or can't be borrowed now
     */
    public BorrowedValue borrow(String expression) {
        return borrow(expression, Access.SHARED);
    }

    /**
     * As {@link #borrow(String)}, to read or to write.
     *
     * @throws PythonHostException also if the memory is to be written and is read-only
     */
    public BorrowedValue borrow(String expression, Access access) {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(access, "access");
        return inPython(() -> new BorrowedValue(boundary.borrow(runner.evaluate(expression), access)));
    }

    /** What crossed the boundary of this host so far: bytes lent, borrowed, and copied, with the reasons. */
    public CopyLedger.Totals ledger() {
        return boundary.ledger().totals();
    }

    /** The class loader of the cores named by jar or folder, whose parent is the application's; that one if none were named. */
    public ClassLoader coreLoader() {
        return cores.loader();
    }

    Engine engine() {
        return context.getEngine();
    }

    /** Says what this host runs on. */
    public PythonRuntime runtime() {
        return PythonRuntime.of(context.getEngine());
    }

    /**
     * Ends the host: waits for its non-daemon threads, runs {@code atexit} functions, ends what Java has borrowed, flushes
     * {@code sys.stdout} and frees it. Closing twice does nothing.
     *
     * @throws IllegalStateException if another thread is still running Python in it; the host and what was borrowed from it
     *     can be used on then
     */
    @Override
    public void close() {
        if (!isOpen()) {
            return;
        }
        if (program == null) {
            waitForNoMainThread();
        }
        context.close();
        boundary.uninstall();
        cores.close();
        closed = true;
    }

    /**
     * Python waits at its end for the thread that imported {@code threading} first, its main thread. Here that is some thread
     * of the application, which may have ended unnoticed, or have no end in sight.
     */
    private void waitForNoMainThread() {
        runner.internal(
                """
                import sys
                threading = sys.modules.get('threading')
                if threading and threading._main_thread.ident != threading.get_ident():
                    threading._shutdown_locks.discard(threading._main_thread._tstate_lock)
                """);
    }

    /** Frees the host as soon as its threads have left Python, which may never happen. */
    private void closeByForce() {
        Thread.ofPlatform().daemon().name("loanword-close").start(() -> {
            context.close(true);
            boundary.uninstall();
            cores.close();
        });
    }

    private <T> T inPython(Supplier<T> body) {
        requireOpen();
        return operations.run(body);
    }

    private void requireOpen() {
        if (operations.wasForced()) {
            throw new IllegalStateException("this Python host is closed: Python was stopped; " + operations.forcedStory());
        }
        if (closed) {
            throw new IllegalStateException("this Python host is closed; open another with PythonHost.open()");
        }
    }
}
