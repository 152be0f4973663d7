package dev.loanword.python;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.Boundary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

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
    private static final String PYTHON = "python";
    // The working directory is the application's business, so nothing is imported from it unasked.
    private static final Map<String, String> EMBEDDED_OPTIONS =
            Map.of("python.SafePathFlag", "true", "python.WarnExperimentalFeatures", "false");

    private final Context context;
    private final Boundary boundary;
    private final Program program;
    private final Cores cores;
    private final UncaughtErrors uncaught;
    private volatile boolean closed;

    private PythonHost(Context context, Program program, Cores cores) {
        this.context = context;
        this.cores = cores;
        this.boundary = Boundary.install(context, new ProvidedPackages(), new ClassPathModules());
        cores.exports().forEach(boundary::export);
        this.program = program;
        this.uncaught = new UncaughtErrors(context, boundary);
    }

    /** Opens a host with no arguments and the streams of {@link System}. */
    public static PythonHost open() {
        return builder().open();
    }

    /** Starts the description of a host. */
    public static Builder builder() {
        return new Builder();
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
            Value sys = internal("import sys; sys");
            Value path = sys.getMember("path");
            path.invokeMember("insert", 0, folder.toString());
            sys.getMember("argv").setArrayElement(0, script.toString());
            return context.eval(source);
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
            execute(code, "<string>");
            return null;
        });
    }

    /**
     * Gives the value of a Python expression as a Java object: {@code None} as null, and {@code bool}, {@code int},
     * {@code float} and {@code str} as Boolean, Integer, Long or BigInteger (as GraalPy holds it;
     * ask for {@code long.class} to be sure), Double and String. Any
     * other value arrives as a view of the Python object, usable until the host is closed.
     *
     * @throws PythonHostException if the expression raises, or is not an expression
     */
    public Object eval(String expression) {
        return eval(expression, Object.class);
    }

    /**
     * Gives the value of a Python expression as a given Java type. Numbers are checked, not rounded: 2**40 is no int.
     *
     * @throws PythonHostException if the expression raises, or is not an expression
     * @throws ClassCastException if the value has no lossless form of that type; the message names both
     */
    public <T> T eval(String expression, Class<T> type) {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(type, "type");
        return inPython(() -> {
            Value builtins = internal("import builtins; builtins");
            Value code = builtins.invokeMember("compile", expression, "<string>", "eval");
            return builtins.invokeMember("eval", code, mainNamespace()).as(type);
        });
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
        if (program == null) {
            throw new IllegalStateException("this host has no program; name one with PythonHost.builder().program(…)");
        }
        requireOpen();
        try {
            switch (program) {
                case Program.Script(Path file) -> runScript(file);
                case Program.Module(String name) ->
                    internal("import runpy; runpy._run_module_as_main").executeVoid(name);
                case Program.Code(String text) -> execute(text, "<string>");
                case Program.StandardInput ignored ->
                    execute(internal("import sys; sys.argv[0] = '-'; sys.stdin.buffer.read()"), "<stdin>");
            }
            return 0;
        } catch (PolyglotException e) {
            return uncaught.report(e);
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
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
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
        return inPython(() -> {
            Value builtins = internal("import builtins; builtins");
            Value code = builtins.invokeMember("compile", expression, "<string>", "eval");
            return new BorrowedValue(boundary.borrow(builtins.invokeMember("eval", code, mainNamespace()), access));
        });
    }

    /** What crossed the boundary of this host so far: bytes lent, borrowed, and copied, with the reasons. */
    public CopyLedger.Totals ledger() {
        return boundary.ledger().totals();
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
        if (closed) {
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
        internal(
                """
                import sys
                threading = sys.modules.get('threading')
                if threading and threading._main_thread.ident != threading.get_ident():
                    threading._shutdown_locks.discard(threading._main_thread._tstate_lock)
                """);
    }

    private void runScript(Path file) {
        if (Files.isRegularFile(file) || Files.isDirectory(file)) {
            internal("__graalpython__.run_path").executeVoid();
            return;
        }
        // A pipe or device can be read only once, and run_path would look into it first for a zip file.
        String name = file.toAbsolutePath().toString();
        Value stream = internal("import builtins; builtins").invokeMember("open", name, "rb");
        Value code = stream.invokeMember("read");
        stream.invokeMember("close");
        mainNamespace().putHashEntry("__file__", name);
        execute(code, name);
    }

    /** Runs statements as a file of that name, so that tracebacks show the script's frames and none of ours. */
    private void execute(Object code, String fileName) {
        Value builtins = internal("import builtins; builtins");
        Value compiled = builtins.invokeMember("compile", code, fileName, "exec");
        builtins.invokeMember("exec", compiled, mainNamespace());
    }

    private Value mainNamespace() {
        return internal("import __main__; __main__.__dict__");
    }

    /** Evaluates code of our own, outside {@code __main__}. */
    private Value internal(String code) {
        return context.eval(
                Source.newBuilder(PYTHON, code, "<loanword>").internal(true).buildLiteral());
    }

    private <T> T inPython(Supplier<T> body) {
        requireOpen();
        try {
            return body.get();
        } catch (PolyglotException e) {
            throw uncaught.toException(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this Python host is closed; open another with PythonHost.open()");
        }
    }

    /** Describes a host before it is opened. */
    public static final class Builder {
        private final Map<String, String> options = new LinkedHashMap<>();
        private final List<Path> cores = new ArrayList<>();
        private final List<Object> exported = new ArrayList<>();
        private List<String> arguments = List.of();
        private Program program;
        private Engine engine;
        private InputStream in = System.in;
        private OutputStream out = System.out;
        private OutputStream err = System.err;

        private Builder() {}

        /** Sets {@code sys.argv[1:]}. */
        public Builder arguments(List<String> arguments) {
            this.arguments = List.copyOf(arguments);
            return this;
        }

        /**
         * Opens the host for one program that has the process to itself, as the {@code python} command has.
         * {@code sys.argv[0]} and {@code sys.path[0]} are set for it, the PYTHON* environment variables count,
         * Ctrl-C raises KeyboardInterrupt, {@code os._exit} ends the JVM, and the operating system's own file
         * descriptors 0, 1 and 2 are {@code sys.stdin}, {@code sys.stdout} and {@code sys.stderr}.
         */
        public Builder program(Program program) {
            this.program = Objects.requireNonNull(program, "program");
            return this;
        }

        /**
         * Makes all modules of a core importable, in addition to those named before. The cores of a host have one class
         * loader below the application's, closed with the host.
         *
         * @param jarOrFolder a jar or a folder of class files, with classes marked with {@link dev.loanword.export.PyModule}
         */
        public Builder core(Path jarOrFolder) {
            cores.add(Objects.requireNonNull(jarOrFolder, "jarOrFolder"));
            return this;
        }

        /**
         * Makes a class of the application importable, as {@link PythonHost#export} does.
         *
         * @param module a class marked with {@link dev.loanword.export.PyModule}, or an instance of one
         */
        public Builder export(Object module) {
            exported.add(Objects.requireNonNull(module, "module"));
            return this;
        }

        /** Sets what {@code sys.stdin} reads; {@link System#in} unless given. */
        public Builder standardInput(InputStream in) {
            this.in = Objects.requireNonNull(in, "in");
            return this;
        }

        /** Sets where {@code sys.stdout} writes; {@link System#out} unless given. */
        public Builder standardOutput(OutputStream out) {
            this.out = Objects.requireNonNull(out, "out");
            return this;
        }

        /** Sets where {@code sys.stderr} writes; {@link System#err} unless given. */
        public Builder standardError(OutputStream err) {
            this.err = Objects.requireNonNull(err, "err");
            return this;
        }

        /** Sets a GraalPy option, for example {@code python.IsolateNativeModules} to {@code true}. */
        public Builder option(String key, String value) {
            options.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Sets the engine whose compiled code the host shares; one engine of the process unless given. */
        public Builder engine(Engine engine) {
            this.engine = Objects.requireNonNull(engine, "engine");
            return this;
        }

        /**
         * Opens the host. The working directory stays what it is.
         *
         * @throws IllegalArgumentException if an option is unknown or has a wrong value
         * @throws PythonHostException if Python fails while it starts, as by a broken {@code sitecustomize.py}
         * @throws CoreException if a core can't be used; the message names it
         * @throws dev.loanword.export.check.ExportException if something in a core can't be exported
         */
        public PythonHost open() {
            Cores opened = Cores.open(cores, exported);
            try {
                return new PythonHost(context(), program, opened);
            } catch (RuntimeException | Error failure) {
                opened.close();
                throw failure;
            }
        }

        private Context context() {
            Context.Builder builder = Context.newBuilder(PYTHON)
                    .allowExperimentalOptions(true)
                    .allowNativeAccess(true)
                    .allowIO(IOAccess.ALL)
                    .allowCreateThread(true)
                    .allowCreateProcess(true)
                    .allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                    .allowHostAccess(HostAccess.NONE)
                    .allowPolyglotAccess(PolyglotAccess.NONE)
                    .in(in)
                    .out(out)
                    .err(err)
                    .arguments(PYTHON, pythonArguments());
            Map<String, String> all = new LinkedHashMap<>();
            if (program == null) {
                all.putAll(EMBEDDED_OPTIONS);
            } else {
                all.putAll(ProgramOptions.of(program, System.getenv()));
            }
            if (program != null && engine == null) {
                // A context with an engine of its own starts and runs faster than one that must share its code.
                all.put(SharedEngine.WARN_INTERPRETER_ONLY, "false");
            } else {
                builder.engine(engine == null ? SharedEngine.get() : engine);
            }
            all.putAll(options);
            return builder.options(all).build();
        }

        private String[] pythonArguments() {
            List<String> all = new ArrayList<>();
            all.add(program == null ? "" : program.argument());
            all.addAll(arguments);
            return all.toArray(String[]::new);
        }
    }
}
