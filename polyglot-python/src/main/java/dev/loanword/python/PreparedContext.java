package dev.loanword.python;

import dev.loanword.python.graalpy.Boundary;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * A context that was made before it was known which program will run in it. A thread prepares one, since Python's main thread is the
 * one that made the context; the next host that the thread opens takes it if it would have been made the same way.
 *
 * @param settings what it was made with
 * @param context the context
 * @param boundary the boundary that is installed in it
 * @param nativeModules whether it may load native modules
 * @param hidden the modules of NumPy, loaded and hidden until the program imports them; or {@code null}
 */
record PreparedContext(
        ContextSettings settings, Context context, Boundary boundary, NativeModules nativeModules, Value hidden) {
    /** What Python itself reads while it starts, beyond what is an option then. */
    private static final String HOME = "HOME";

    /** The option that a context for a script is made with; here the script is run in another way. */
    private static final String INPUT_FILE = "python.InputFilePath";

    private static final ThreadLocal<PreparedContext> OF_THREAD = new ThreadLocal<>();

    /**
     * @param opening is told each step when it is done
     */
    static PreparedContext create(ContextSettings settings, Consumer<String> opening) {
        Context context = settings.create();
        opening.accept("GraalVM has an engine and a context");
        context.initialize(PythonHost.PYTHON);
        opening.accept("Python is initialized");
        return new PreparedContext(
                settings,
                context,
                Boundary.install(context, new ProvidedPackages(), new ClassPathModules()),
                new NativeModules(settings.options(), context.getEngine()),
                null);
    }

    /**
     * Makes one for the next host that this thread opens.
     *
     * @param numPy whether to load NumPy
     */
    static void prepare(ContextSettings settings, boolean numPy) {
        PreparedContext prepared = create(settings, step -> {});
        OF_THREAD.set(numPy && prepared.nativeModules.refusal().isEmpty() ? prepared.withNumPy() : prepared);
    }

    private PreparedContext withNumPy() {
        return new PreparedContext(settings, context, boundary, nativeModules, HostPackages.loadNumPy(context));
    }

    /**
     * The prepared context of this thread, if it does for these settings. One that does not is closed. With NumPy in it the whole process
     * does not: NumPy can be loaded no second time, if the program wants it.
     */
    static Optional<PreparedContext> take(ContextSettings wanted) {
        PreparedContext prepared = OF_THREAD.get();
        OF_THREAD.remove();
        if (prepared != null && !prepared.fits(wanted)) {
            if (prepared.hidden != null && wanted.process() != null) {
                wanted.process()
                        .control()
                        .decline("it had NumPy ready in a Python that does not fit the program's form or its environment variables");
            }
            prepared.context.close();
            return Optional.empty();
        }
        return Optional.ofNullable(prepared);
    }

    private boolean fits(ContextSettings wanted) {
        return wanted.process() != null
                && isOrdinary(wanted.program())
                && wanted.engine() == settings.engine()
                && wanted.rights().equals(settings.rights())
                && wanted.options().equals(settings.options())
                && startOptions(wanted).equals(startOptions(settings));
    }

    /** Whether a program can start in any context. Folders and zip files are put on {@code sys.path}, which GraalPy does itself. */
    private static boolean isOrdinary(Program program) {
        return !(program instanceof Program.Script script)
                || script.file().getFileName().toString().endsWith(".py") && Files.isRegularFile(script.file());
    }

    private static Map<String, String> startOptions(ContextSettings settings) {
        Map<String, String> environment = settings.process().environment();
        Map<String, String> options = new TreeMap<>(ProgramOptions.of(settings.program(), environment, settings.options()));
        options.remove(INPUT_FILE);
        options.put(HOME, environment.getOrDefault(HOME, ""));
        return options;
    }
}
