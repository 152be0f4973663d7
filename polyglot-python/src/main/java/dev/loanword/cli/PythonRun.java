package dev.loanword.cli;

import dev.loanword.python.Profiler;
import dev.loanword.python.Program;
import dev.loanword.python.ProgramProcess;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostBuilder;
import dev.loanword.python.PythonRuntime;
import dev.loanword.python.packages.InstallOptions;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.PackageEnvironment;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.PackageRequest;
import dev.loanword.python.packages.Progress;
import dev.loanword.python.packages.ScriptMetadata;
import dev.loanword.python.packages.ScriptMetadataException;
import dev.loanword.repl.Repl;
import dev.loanword.runtime.CompilerPriority;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a program, as the options of {@code loanword run} ask for it.
 *
 * @param arguments {@code sys.argv[1:]}
 * @param cores jars and class folders whose modules can be imported
 * @param exports names of classes on the class path that can be imported
 * @param packages the packages that the options name; those of the script's own block are added
 * @param ledger whether to print at the end what was copied
 * @param javaTraces whether tracebacks show where in Java an exception came from
 * @param traceStartup whether to print what ran before the program's first line
 * @param interactive whether to go on in the REPL after the program
 * @param timeout how long the program may run, if there is a limit
 * @param profile whether to print at the end where the time went
 * @param flameGraph the file to draw that in, if there is one
 * @param options options of GraalPy, by their full names
 */
record PythonRun(
        Program program,
        List<String> arguments,
        List<Path> cores,
        List<String> exports,
        PackageRequest packages,
        boolean ledger,
        boolean javaTraces,
        boolean traceStartup,
        boolean interactive,
        Optional<Duration> timeout,
        boolean profile,
        Optional<Path> flameGraph,
        Map<String, String> options) {

    PythonRun {
        arguments = List.copyOf(arguments);
        cores = List.copyOf(cores);
        exports = List.copyOf(exports);
        options = Map.copyOf(options);
    }

    /** Runs it in this process, with the process's own streams, and gives the exit status. */
    int execute(PrintWriter err) throws IOException, PackageInstallException, ScriptMetadataException {
        return execute(err, Optional.empty());
    }

    /** As {@link #execute(PrintWriter)}, where the program belongs to another process, whose streams this one has. */
    int execute(PrintWriter err, ProgramProcess process)
            throws IOException, PackageInstallException, ScriptMetadataException {
        if (traceStartup || interactive) {
            process.control().decline("what it is to show is a start, or a terminal of its own");
        }
        if (profile || flameGraph.isPresent()) {
            process.control().decline("a profile is that of a JVM of its own");
        }
        if (!options.isEmpty()) {
            process.control().decline("options of Python are set for this program");
        }
        if (!cores.isEmpty() || !exports.isEmpty()) {
            process.control().loadsClasses();
        }
        return in(process.folder()).execute(err, Optional.of(process));
    }

    /** The same with paths that do not depend on where this JVM was started. */
    private PythonRun in(Path folder) {
        Program resolved = program instanceof Program.Script(Path file, String typed)
                ? new Program.Script(folder.resolve(file), typed)
                : program;
        return new PythonRun(
                resolved,
                arguments,
                cores.stream().map(folder::resolve).toList(),
                exports,
                packages,
                ledger,
                javaTraces,
                traceStartup,
                interactive,
                timeout,
                profile,
                flameGraph,
                options);
    }

    private int execute(PrintWriter err, Optional<ProgramProcess> process)
            throws IOException, PackageInstallException, ScriptMetadataException {
        if (program instanceof Program.Script script && !canRead(script.file(), err)) {
            return ExitStatus.USAGE;
        }
        StartTrace trace = new StartTrace(traceStartup);
        // In a warm host there is no start to speak of.
        Optional<CompilerPriority> compilers = process.isPresent() ? Optional.empty() : Optional.of(CompilerPriority.lowered());
        PythonHostBuilder builder = ProcessHost.builder(program, arguments, cores, exports, environment(process))
                .javaTraces(javaTraces)
                .onOpening(trace::done);
        process.ifPresent(other -> builder.program(program, other));
        compilers.ifPresent(priority -> builder.aroundNumPy(priority::lower, priority::restore));
        options.forEach(builder::option);
        // Closed after the host, since the program's threads and its exit functions count too.
        TimeLimit limit = timeout.map(duration -> limit(duration, err, process)).orElse(null);
        PythonHost host = builder.open();
        try (limit; host) {
            warnIfInterpreted(host.runtime(), err);
            if (traceStartup) {
                trace.lines(host).forEach(err::println);
            }
            compilers.ifPresent(CompilerPriority::restore);
            int status = profile || flameGraph.isPresent() ? runProfiled(host, limit, err) : run(host, limit);
            return interactive ? new Repl(host, cores).run("") : status;
        } finally {
            // After the close, so that what atexit functions did is in it.
            if (ledger) {
                LedgerReport.lines(host.ledger()).forEach(err::println);
                LauncherChoice.warmth(process).ifPresent(line -> err.println("ledger: " + line));
            }
        }
    }

    private static int run(PythonHost host, TimeLimit limit) {
        return limit == null ? host.runProgram() : limit.run(host);
    }

    private int runProfiled(PythonHost host, TimeLimit limit, PrintWriter err) throws IOException {
        Profiler profiler = Profiler.start(host);
        int status = run(host, limit);
        profiler.stop();
        if (profile) {
            ProfileTable.lines(profiler.functions()).forEach(err::println);
        }
        if (flameGraph.isPresent()) {
            Files.writeString(flameGraph.get(), FlameGraph.svg(profiler.frames()));
        }
        return status;
    }

    private static TimeLimit limit(Duration limit, PrintWriter err, Optional<ProgramProcess> process) {
        return new TimeLimit(limit, err, status -> process.ifPresentOrElse(
                other -> other.control().exit(status), () -> Runtime.getRuntime().halt(status)));
    }

    /** The packages that the options and the script itself ask for, installed now if they were never before. */
    private Optional<PackageEnvironment> environment(Optional<ProgramProcess> process)
            throws IOException, PackageInstallException, ScriptMetadataException {
        PackageRequest request = packages;
        if (program instanceof Program.Script script) {
            Optional<ScriptMetadata> metadata = ScriptMetadata.of(script.file());
            if (metadata.isPresent()) {
                request = request.and(new PackageRequest(metadata.get().dependencies(), List.of()));
            }
        }
        return request.isEmpty()
                ? Optional.empty()
                : Optional.of(PackageEnvironment.install(
                        request, PackageCache.standard(), installOptions(process), Progress.standardError()));
    }

    private static InstallOptions installOptions(Optional<ProgramProcess> process) {
        InstallOptions options = InstallOptions.standard();
        return process.map(other -> options.withEnvironment(other.environment())).orElse(options);
    }

    /** Says so at once when the script is not there, in the words of the {@code python} command. */
    static boolean canRead(Path script, PrintWriter err) {
        String reason = !Files.exists(script)
                ? "[Errno 2] No such file or directory"
                : !Files.isReadable(script) ? "[Errno 13] Permission denied" : null;
        if (reason != null) {
            err.println("loanword: can't open file '" + script.toAbsolutePath() + "': " + reason);
        }
        return reason == null;
    }

    private static void warnIfInterpreted(PythonRuntime runtime, PrintWriter err) {
        if (!runtime.optimizing() && !LauncherChoice.isInterpreter()) {
            err.println("loanword: Python runs without its optimizing compiler and will be slow; "
                    + PythonRuntime.HOW_TO_OPTIMIZE);
        }
    }
}
