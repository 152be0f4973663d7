package dev.loanword.python;

import dev.loanword.python.packages.PackageEnvironment;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.graalvm.polyglot.Engine;

/** Describes a host before it is opened. */
public final class PythonHostBuilder {
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<Path> cores = new ArrayList<>();
    private final List<Object> exported = new ArrayList<>();
    private final HostPackages packages = new HostPackages();
    private List<String> arguments = List.of();
    private Set<Right> rights = EnumSet.allOf(Right.class);
    private Program program;
    private ProgramProcess process;
    private Runnable beforeNumPy = () -> {};
    private Runnable afterNumPy = () -> {};
    private Engine engine;
    private InputStream in = System.in;
    private OutputStream out = System.out;
    private OutputStream err = System.err;
    private Duration gracePeriod = Duration.ofSeconds(2);
    private boolean javaTraces;
    private Consumer<String> opening = step -> {};

    PythonHostBuilder() {}

    /** Sets {@code sys.argv[1:]}. */
    public PythonHostBuilder arguments(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        return this;
    }

    /**
     * Opens the host for one program that has the process to itself, as the {@code python} command has.
     * {@code sys.argv[0]} and {@code sys.path[0]} are set for it, the PYTHON* environment variables count,
     * Ctrl-C raises KeyboardInterrupt, {@code os._exit} ends the JVM, and the operating system's own file
     * descriptors 0, 1 and 2 are {@code sys.stdin}, {@code sys.stdout} and {@code sys.stderr}.
     */
    public PythonHostBuilder program(Program program) {
        this.program = Objects.requireNonNull(program, "program");
        return this;
    }

    /** As {@link #program(Program)}, for a program that belongs to another process. All such hosts share one engine. */
    public PythonHostBuilder program(Program program, ProgramProcess process) {
        this.process = Objects.requireNonNull(process, "process");
        return program(program);
    }

    /**
     * Makes all modules of a core importable, in addition to those named before. The cores of a host have one class
     * loader below the application's, which hosts of the same jars share while one of them is open.
     *
     * @param jarOrFolder a jar or a folder of class files, with classes marked with {@link dev.loanword.export.PyModule}
     */
    public PythonHostBuilder core(Path jarOrFolder) {
        cores.add(Objects.requireNonNull(jarOrFolder, "jarOrFolder"));
        return this;
    }

    /**
     * Makes a class of the application importable, as {@link PythonHost#export} does.
     *
     * @param module a class marked with {@link dev.loanword.export.PyModule}, or an instance of one
     */
    public PythonHostBuilder export(Object module) {
        exported.add(Objects.requireNonNull(module, "module"));
        return this;
    }

    /**
     * Makes Python packages importable, in addition to those named before. {@link #open} installs what is missing, outside
     * the application, once for all hosts and processes that ask for the same: seconds, and minutes for NumPy.
     *
     * @param requirements each as pip takes it: {@code numpy}, {@code "rich>=13"}
     * @throws IllegalArgumentException if one is no package
     */
    public PythonHostBuilder packages(String... requirements) {
        packages.ask(requirements);
        return this;
    }

    /**
     * Makes the packages of a folder importable, after those that {@link #packages} named.
     *
     * @param folder a virtual environment made with GraalPy, or a folder of packages
     * @throws IllegalArgumentException if it is neither
     */
    public PythonHostBuilder environment(Path folder) {
        packages.add(Objects.requireNonNull(folder, "folder"));
        return this;
    }

    /** Makes the packages of an environment importable. */
    public PythonHostBuilder environment(PackageEnvironment environment) {
        packages.add(Objects.requireNonNull(environment, "environment"));
        return this;
    }

    /** Sets what {@code sys.stdin} reads; {@link System#in} unless given. */
    public PythonHostBuilder standardInput(InputStream in) {
        this.in = Objects.requireNonNull(in, "in");
        return this;
    }

    /** Sets where {@code sys.stdout} writes; {@link System#out} unless given. */
    public PythonHostBuilder standardOutput(OutputStream out) {
        this.out = Objects.requireNonNull(out, "out");
        return this;
    }

    /** Sets where {@code sys.stderr} writes; {@link System#err} unless given. */
    public PythonHostBuilder standardError(OutputStream err) {
        this.err = Objects.requireNonNull(err, "err");
        return this;
    }

    /**
     * Sets what scripts may use; all unless given. Fewer rights make no cage for a core of one's own, which is Java code and
     * trusted; those that come with Loanword ask the host.
     *
     * @throws IllegalArgumentException if it has {@link Right#NATIVE_CODE} and lacks another
     */
    public PythonHostBuilder rights(Set<Right> rights) {
        Set<Right> lacking = EnumSet.allOf(Right.class);
        lacking.removeAll(rights);
        if (rights.contains(Right.NATIVE_CODE) && !lacking.isEmpty()) {
            throw new IllegalArgumentException("native code can do anything, so NATIVE_CODE without " + lacking
                    + " would keep nothing from a script; leave it out, or give all rights");
        }
        this.rights = rights.isEmpty() ? EnumSet.noneOf(Right.class) : EnumSet.copyOf(rights);
        return this;
    }

    /** Sets a GraalPy option, for example {@code python.IsolateNativeModules} to {@code true}. */
    public PythonHostBuilder option(String key, String value) {
        options.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Sets the engine whose compiled code the host shares; one engine of the process unless given. */
    public PythonHostBuilder engine(Engine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
        return this;
    }

    /** Sets how long Python code may take to end once it was told to, before the host is closed by force; 2 seconds. */
    public PythonHostBuilder gracePeriod(Duration period) {
        gracePeriod = Objects.requireNonNull(period, "period");
        return this;
    }

    /**
     * Sets whether the traceback of an uncaught exception that came from Java ends with the Java stack trace, down to where
     * Python called Java; unless given it has no Java frame. It helps those who look for a fault in a core.
     */
    public PythonHostBuilder javaTraces(boolean show) {
        javaTraces = show;
        return this;
    }

    /**
     * Sets what is run before NumPy is loaded and after it, also if that fails. Loading it takes seconds, and whoever has the process to
     * themselves may want to help it.
     */
    public PythonHostBuilder aroundNumPy(Runnable before, Runnable after) {
        beforeNumPy = Objects.requireNonNull(before, "before");
        afterNumPy = Objects.requireNonNull(after, "after");
        return this;
    }

    /** Sets what is told each step of {@link #open} when it is done, in a few words, by those who want to know where the time goes. */
    public PythonHostBuilder onOpening(Consumer<String> done) {
        opening = Objects.requireNonNull(done, "done");
        return this;
    }

    /**
     * Does now what of {@link #open} does not depend on the program, its arguments and its process, and is most of the time. The next
     * host that this thread opens is faster for it, if its builder is equal in everything else.
     *
     * @param numPy whether to load NumPy too, which the program finds when it imports it; this JVM can do so once
     * @throws IllegalStateException if no process was named for the program
     */
    public void prepare(boolean numPy) {
        if (process == null) {
            throw new IllegalStateException("only a host for a program of another process can be prepared; name one");
        }
        PreparedContext.prepare(settings(), numPy);
    }

    private ContextSettings settings() {
        return new ContextSettings(program, process, arguments, engine, in, out, err, rights, options);
    }

    /**
     * Opens the host. The working directory stays what it is. The builder can open more.
     *
     * @throws IllegalArgumentException if an option is unknown or has a wrong value
     * @throws PythonHostException if Python fails while it starts, as by a broken {@code sitecustomize.py}
     * @throws CoreException if a core can't be used; the message names it
     * @throws dev.loanword.export.check.ExportException if something in a core can't be exported
     * @throws PackageException if a package can't be had; the message says why
     */
    public PythonHost open() {
        List<Path> folders = packages.resolve(program == null ? Map.of() : process == null ? System.getenv() : process.environment());
        Cores opened = Cores.open(cores, exported);
        opening.accept("cores and packages are found");
        try {
            ContextSettings settings = settings();
            Optional<PreparedContext> ready = PreparedContext.take(settings);
            PreparedContext prepared = ready.orElseGet(() -> PreparedContext.create(settings, opening));
            PythonHost host = new PythonHost(prepared, program, opened, gracePeriod, javaTraces);
            if (process != null) {
                OtherProcess.show(process, prepared.context());
            }
            if (ready.isPresent()) {
                OtherProcess.begin(program, arguments, process, prepared.context());
            }
            HostPackages.put(folders, program != null, prepared, process == null ? () -> {} : process.control()::loadsNativeModules, beforeNumPy, afterNumPy);
            opening.accept("Java's modules can be imported");
            return host;
        } catch (RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }
}
