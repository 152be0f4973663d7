package dev.loanword.python;

import dev.loanword.python.graalpy.EngineOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;

/**
 * What a host's context is made with.
 *
 * @param program the program that has the process to itself, or {@code null} where Python is embedded
 * @param process the process that the program belongs to, or {@code null} where that is this one
 * @param engine the engine, or {@code null} for the one that fits
 * @param rights what scripts may use
 * @param options what the user sets beyond it all
 */
record ContextSettings(
        Program program,
        ProgramProcess process,
        List<String> arguments,
        Engine engine,
        InputStream in,
        OutputStream out,
        OutputStream err,
        Set<Right> rights,
        Map<String, String> options) {

    private static final String PYTHON = "python";
    // The working directory is the application's business, so nothing is imported from it unasked.
    private static final Map<String, String> EMBEDDED_OPTIONS =
            Map.of("python.SafePathFlag", "true", "python.WarnExperimentalFeatures", "false");

    Context create() {
        Context.Builder builder = Context.newBuilder(PYTHON)
                .allowExperimentalOptions(true)
                .allowNativeAccess(rights.contains(Right.NATIVE_CODE))
                .allowIO(IOAccess.newBuilder()
                        .allowHostFileAccess(rights.contains(Right.FILES))
                        .allowHostSocketAccess(rights.contains(Right.NETWORK))
                        .build())
                .allowCreateThread(rights.contains(Right.THREADS))
                .allowCreateProcess(rights.contains(Right.PROCESSES))
                .allowEnvironmentAccess(
                        rights.contains(Right.ENVIRONMENT) ? EnvironmentAccess.INHERIT : EnvironmentAccess.NONE)
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
            all.putAll(ProgramOptions.of(program, environment(), options));
        }
        if (!rights.contains(Right.NATIVE_CODE)) {
            // The other implementation of Python's os is C, which asks nobody for rights.
            all.put("python.PosixModuleBackend", "java");
        }
        if (process != null) {
            builder.allowEnvironmentAccess(EnvironmentAccess.NONE)
                    .environment(process.environment())
                    .currentWorkingDirectory(process.folder());
        }
        if (program != null && engine == null && process == null) {
            // A context with an engine of its own starts and runs faster than one that must share its code.
            all.put(SharedEngine.WARN_INTERPRETER_ONLY, "false");
            all.putAll(EngineOptions.standard());
        } else {
            builder.engine(engine == null ? SharedEngine.get() : engine);
        }
        if (program == null) {
            all.putAll(options);
        }
        return builder.options(all).build();
    }

    private Map<String, String> environment() {
        return process == null ? System.getenv() : process.environment();
    }

    private String[] pythonArguments() {
        List<String> all = new ArrayList<>();
        all.add(program == null ? "" : program.argument());
        all.addAll(arguments);
        return all.toArray(String[]::new);
    }
}
