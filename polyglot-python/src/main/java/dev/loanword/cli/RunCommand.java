package dev.loanword.cli;

import dev.loanword.python.Program;
import dev.loanword.python.PythonHost;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
        customSynopsis = "loanword run [--core JAR]... [--export CLASS]... [--with PACKAGE]..."
                + " [--with-requirements FILE]... [--ledger] [--java-traces] [-i]"
                + " [-m MODULE | -c CODE | SCRIPT | -] [ARGUMENT...]")
final class RunCommand implements Callable<Integer> {

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
            description = "Run this module or package, found on sys.path.",
            preprocessor = EndsOptions.class)
    private String module;

    @Option(
            names = "--ledger",
            description = "At the end, print what crossed between Python and Java, and what was copied, to standard error.")
    private boolean ledger;

    @Option(
            names = "--java-traces",
            description = "After the traceback of an uncaught exception that came from Java, print the Java stack trace.")
    private boolean javaTraces;

    @Option(
            names = "-i",
            description = "Go on in the REPL after the program, whatever it ends with; with the program's names, and its error"
                    + " for %%debug. The exit status is the REPL's.")
    private boolean interactive;

    @Mixin
    private CoreOptions cores;

    @Mixin
    private PackageOptions packages;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCRIPT ARGUMENT",
            description = "A Python file, a folder or zip file with a __main__.py, or - for standard input;"
                    + " then what the program finds in sys.argv[1:].")
    private List<String> words = List.of();

    /** What follows {@code -c CODE} or {@code -m MODULE}. */
    private final List<String> argumentsOfCode = new ArrayList<>();

    @Override
    public Integer call() throws IOException, PackageInstallException, ScriptMetadataException {
        Program program = program();
        List<String> arguments = code == null && module == null ? words.subList(1, words.size()) : argumentsOfCode;
        if (program instanceof Program.Script script && !canRead(script.file())) {
            return ExitStatus.USAGE;
        }
        PythonHost host = ProcessHost.open(program, arguments, cores, environment(program), javaTraces);
        try (host) {
            warnIfInterpreted(host.runtime());
            int status = host.runProgram();
            return interactive ? new Repl(host, cores.cores()).run("") : status;
        } finally {
            // After the close, so that what atexit functions did is in it.
            if (ledger) {
                LedgerReport.lines(host.ledger()).forEach(err()::println);
            }
        }
    }

    /** The packages that the options and the script itself ask for, installed now if they were never before. */
    private Optional<PackageEnvironment> environment(Program program)
            throws IOException, PackageInstallException, ScriptMetadataException {
        PackageRequest request = packages.request(spec);
        if (program instanceof Program.Script script) {
            Optional<ScriptMetadata> metadata = ScriptMetadata.of(script.file());
            if (metadata.isPresent()) {
                request = request.and(new PackageRequest(metadata.get().dependencies(), List.of()));
            }
        }
        return request.isEmpty()
                ? Optional.empty()
                : Optional.of(PackageEnvironment.install(
                        request, PackageCache.standard(), InstallOptions.standard(), Progress.standardError()));
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

    /** Says so at once when the script is not there, in the words of the {@code python} command. */
    private boolean canRead(Path script) {
        String reason = !Files.exists(script)
                ? "[Errno 2] No such file or directory"
                : !Files.isReadable(script) ? "[Errno 13] Permission denied" : null;
        if (reason != null) {
            err().println("loanword: can't open file '" + script.toAbsolutePath() + "': " + reason);
        }
        return reason == null;
    }

    private void warnIfInterpreted(PythonRuntime runtime) {
        if (!runtime.optimizing()) {
            err().println("loanword: Python runs without its optimizing compiler and will be slow; "
                    + PythonRuntime.HOW_TO_OPTIMIZE);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
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
