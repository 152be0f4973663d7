package dev.loanword.cli;

import dev.loanword.python.Program;
import dev.loanword.python.ProgramProcess;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.ScriptMetadataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a Python program as the {@code python} command would, and passes on its exit status. */
@Command(
        name = "run",
        description = "Run a Python program. The exit status is the program's own.",
        mixinStandardHelpOptions = true,
        customSynopsis = "loanword run [OPTION]... [-m MODULE | -c CODE | SCRIPT | -] [ARGUMENT]...",
        sortOptions = false,
        footer = {
            "",
            "-B -E -I -O -P -q -S -s -u -v mean what they mean to python. @FILE has more words in a file.",
            "Options that name something may be given more than once. All of it: docs/running.md."
        })
final class RunCommand implements Callable<Integer> {

    /** The system property by which the launcher says which bound it gave to the JVM. */
    private static final String MEMORY = "loanword.memory";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "-c",
            paramLabel = "CODE",
            description = "Run this source text.",
            preprocessor = EndsOptions.class)
    private String code;

    @Option(
            names = "-m",
            paramLabel = "MODULE",
            description = "Run this module or package.",
            preprocessor = EndsOptions.class)
    private String module;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = TimeLimit.Seconds.class,
            description = "Stop the program after this time, with exit status 124.")
    private Duration timeout;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Bound the heap of the JVM, such as 512m or 2g.")
    private String memory;

    @Option(names = "--watch", description = "Run again when the script, what lies beside it, or a core changes.")
    private boolean watch;

    @Option(names = "--profile", description = "At the end, print where the time went, function by function.")
    private boolean profile;

    @Option(names = "--flame-graph", paramLabel = "FILE", description = "Draw where the time went, an SVG for a browser.")
    private Path flameGraph;

    @Option(
            names = "--ledger",
            description = "At the end, print what was borrowed, lent and copied.")
    private boolean ledger;

    @Option(
            names = "--java-traces",
            description = "Print where in Java an uncaught exception came from.")
    private boolean javaTraces;

    @Option(
            names = "--trace-startup",
            description = "Print what ran before the program's first line, and how long.")
    private boolean traceStartup;

    @Option(
            names = "-i",
            description = "Go on in the REPL after the program, with its names.")
    private boolean interactive;

    @Option(
            names = "--warm",
            description = "Run in the warm host. Only as the first option.")
    private boolean warm;

    @Mixin
    private CoreOptions cores;

    @Mixin
    private PackageOptions packages;

    @Mixin
    private PythonOptions python;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCRIPT ARGUMENT",
            description = "A file, a folder or zip file with a __main__.py, or - for standard"
                    + " input; then what the program finds in sys.argv[1:].")
    private List<String> words = List.of();

    /** The process that the program belongs to, or {@code null} where that is this one. */
    private ProgramProcess process;

    /** What follows {@code -c CODE} or {@code -m MODULE}. */
    private final List<String> argumentsOfCode = new ArrayList<>();

    @Override
    public Integer call() throws IOException, PackageInstallException, ScriptMetadataException {
        if (warm) {
            throw new ParameterException(spec.commandLine(), "--warm must be the first option: loanword run --warm ...");
        }
        if (memory != null && !memory.equals(System.getProperty(MEMORY))) {
            throw new ParameterException(spec.commandLine(), "--memory works on the command line of scripts/loanword alone, and once:"
                    + " the launcher gives it to the JVM before anything else is read");
        }
        if (timeout != null && interactive) {
            throw new ParameterException(spec.commandLine(), "--timeout is for programs that end, so not together with -i");
        }
        if (flameGraph != null && (Files.isDirectory(flameGraph) || !Files.isDirectory(flameGraph.toAbsolutePath().getParent()))) {
            throw new ParameterException(
                    spec.commandLine(), "--flame-graph can't write " + flameGraph + ": name a file in a folder that is there");
        }
        if (watch && (interactive || !(program() instanceof Program.Script || program() instanceof Program.Module))) {
            throw new ParameterException(
                    spec.commandLine(), "--watch runs a script or a module again and again; -c, - and -i go without it");
        }
        PrintWriter err = spec.commandLine().getErr();
        if (watch) {
            return watch(err);
        }
        return process == null ? run().execute(err) : run().execute(err, process);
    }

    /** Has the same command line without the option run in other processes. */
    private int watch(PrintWriter err) throws IOException {
        if (process != null) {
            process.control().decline("what watches the program's files is a process of its own");
        }
        Program program = program();
        if (program instanceof Program.Script script && !PythonRun.canRead(script.file(), err)) {
            return ExitStatus.USAGE;
        }
        Path folder = program instanceof Program.Script script ? script.file().toAbsolutePath().getParent() : Path.of("");
        List<String> command = new ArrayList<>(LauncherChoice.command());
        List<String> words = new ArrayList<>(spec.commandLine().getParent().getParseResult().originalArgs());
        words.remove("--watch");
        command.addAll(words);
        return new Watch(command, LauncherChoice.warmth(Optional.empty()).isPresent(), err).run(folder, cores.cores());
    }

    /** Says that the program belongs to another process. */
    void belongTo(ProgramProcess other) {
        process = other;
    }

    /** What the options ask for. */
    PythonRun run() {
        Program program = program();
        return new PythonRun(
                program,
                code == null && module == null ? words.subList(1, words.size()) : argumentsOfCode,
                cores.cores(),
                cores.classNames(),
                packages.request(spec),
                ledger,
                javaTraces,
                traceStartup,
                interactive,
                Optional.ofNullable(timeout),
                profile,
                Optional.ofNullable(flameGraph),
                python.options(spec));
    }

    private Program program() {
        if (code != null) {
            return new Program.Code(code);
        }
        if (module != null) {
            return new Program.Module(module);
        }
        if (words.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to run: name a script, or give -m MODULE, -c CODE or - (standard input)");
        }
        String first = words.getFirst();
        return first.equals("-") ? new Program.StandardInput() : new Program.Script(Path.of(first));
    }

    /** Takes all that follows the option's value as the program's own arguments, whatever it looks like. */
    static final class EndsOptions implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> remaining, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!remaining.isEmpty()) {
                String value = remaining.pop();
                RunCommand run = (RunCommand) command.userObject();
                while (!remaining.isEmpty()) {
                    run.argumentsOfCode.add(remaining.pop());
                }
                remaining.push(value);
            }
            return false;
        }
    }
}
