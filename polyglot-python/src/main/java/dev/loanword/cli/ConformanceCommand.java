package dev.loanword.cli;

import dev.loanword.conformance.Conformance;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostBuilder;
import dev.loanword.python.packages.InstallOptions;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.PackageEnvironment;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.PackageRequest;
import dev.loanword.python.packages.Progress;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds scripts against what they state. */
@Command(
        name = "conformance",
        description = "Run the Python files of folders, each in a Python of its own, and hold each against what it states: its output,"
                + " exception, exit status, copied bytes, signatures, doctests. docs/conformance.md says how.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 if all hold, 1 if one does not, 2 if there is nothing to run or an option is wrong."})
final class ConformanceCommand implements Callable<Integer> {
    private static final long MOST_SECONDS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders with scripts, or single scripts.")
    private List<Path> places = List.of();

    @Option(
            names = "-k",
            paramLabel = "TEXT",
            description = "Run only scripts whose path contains this. May be given more than once: then one of them.")
    private List<String> patterns = new ArrayList<>();

    @Option(
            names = "-j",
            paramLabel = "NUMBER",
            description = "How many scripts run at once; as many as there are processors unless given.")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long a script may run; 60 unless given.")
    private double timeout = 60;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "Run the scripts in this Python interpreter instead. Copied bytes are not checked then.")
    private String python;

    @Option(names = "--bless", description = "Write what scripts print and raise as what is expected of them.")
    private boolean bless;

    @Option(names = "--tap", description = "Print the results as TAP instead of text.")
    private boolean tap;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results to this file, as JUnit's XML.")
    private Path junit;

    @Option(names = "--github", description = "Print annotations for GitHub Actions too.")
    private boolean gitHub;

    @Mixin
    private CoreOptions cores;

    @Mixin
    private PackageOptions packages;

    @Override
    public Integer call() throws IOException, PackageInstallException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Conformance conformance =
                new Conformance(places, patterns, pythons(), limit(), atLeastOne(parallel), bless, reports(err));
        try {
            return switch (conformance.run()) {
                case PASSED -> ExitStatus.OK;
                case FAILED -> ExitStatus.FAILURE;
                case NOTHING_TO_RUN -> {
                    err.println("loanword: " + nothing());
                    yield ExitStatus.USAGE;
                }
            };
        } catch (NoSuchFileException missing) {
            err.println("loanword: " + missing.getFile() + " is neither a folder nor a Python file");
            return ExitStatus.USAGE;
        } catch (IOException failure) {
            err.println("loanword: can't read or write " + failure);
            return ExitStatus.USAGE;
        }
    }

    private String nothing() {
        String folders = String.join(", ", places.stream().map(Path::toString).toList());
        return patterns.isEmpty()
                ? "there are no scripts in " + folders
                : "no script in " + folders + " has " + String.join(" or ", patterns) + " in its path";
    }

    private Duration limit() {
        if (!(timeout > 0 && timeout <= MOST_SECONDS)) {
            throw new ParameterException(spec.commandLine(), "--timeout takes seconds, more than 0, got " + timeout);
        }
        return Duration.ofMillis(Math.max(1, Math.round(timeout * 1000)));
    }

    private int atLeastOne(int number) {
        if (number < 1) {
            throw new ParameterException(spec.commandLine(), "-j takes a number from 1 on, got " + number);
        }
        return number;
    }

    private Conformance.Reports reports(PrintWriter err) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Conformance.Reports(
                spec.commandLine().getOut(), err, tap, gitHub, Optional.ofNullable(junit), Ansi.AUTO.enabled(), terminal);
    }

    private Conformance.Pythons pythons() throws IOException, PackageInstallException {
        PackageRequest request = packages.request(spec);
        if (python != null) {
            if (!cores.cores().isEmpty() || !cores.classNames().isEmpty() || !request.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--core, --export and --with are for Loanword's own Python; what another interpreter can import is"
                                + " its own matter, such as PYTHONPATH");
            }
            return new Conformance.Pythons(Optional.empty(), List.of(interpreter()));
        }
        Optional<PackageEnvironment> environment = request.isEmpty()
                ? Optional.empty()
                : Optional.of(PackageEnvironment.install(
                        request, PackageCache.standard(), InstallOptions.standard(), Progress.standardError()));
        List<Class<?>> classes = cores.classes();
        Supplier<PythonHostBuilder> hosts = () -> {
            PythonHostBuilder builder = ProcessHost.withExecutable(PythonHost.builder());
            cores.cores().forEach(builder::core);
            classes.forEach(builder::export);
            environment.ifPresent(builder::environment);
            return builder;
        };
        return new Conformance.Pythons(Optional.of(hosts), command());
    }

    /** The interpreter that was named, as a file: scripts run in folders of their own. */
    private String interpreter() {
        Path typed = Path.of(python);
        Stream<Path> places = typed.getNameCount() > 1
                ? Stream.of(typed)
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder).resolve(typed));
        return places.filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(file -> file.toAbsolutePath().toString())
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "there is no program " + python + "; --python takes a Python interpreter"));
    }

    /** Starts this very Loanword, with the same cores and packages. */
    private List<String> command() {
        List<String> command = new ArrayList<>(LauncherChoice.command());
        command.add("run");
        cores.cores().forEach(core -> command.addAll(List.of("--core", core.toAbsolutePath().toString())));
        cores.classNames().forEach(name -> command.addAll(List.of("--export", name)));
        command.addAll(packages.words());
        return command;
    }
}
