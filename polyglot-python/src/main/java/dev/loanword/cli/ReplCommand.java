package dev.loanword.cli;

import dev.loanword.python.Program;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostBuilder;
import dev.loanword.python.packages.InstallOptions;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.PackageEnvironment;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.PackageRequest;
import dev.loanword.python.packages.Progress;
import dev.loanword.repl.Repl;
import dev.loanword.runtime.CompilerPriority;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs Python and Java statements as they are typed. */
@Command(
        name = "repl",
        description = "Run Python, and Java, as you type it. Without a terminal, run what standard input has, and print the values.",
        mixinStandardHelpOptions = true)
final class ReplCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CoreOptions cores;

    @Mixin
    private PackageOptions packages;

    @Override
    public Integer call() throws IOException, PackageInstallException {
        PackageRequest request = packages.request(spec);
        Optional<PackageEnvironment> environment = request.isEmpty()
                ? Optional.empty()
                : Optional.of(PackageEnvironment.install(
                        request, PackageCache.standard(), InstallOptions.standard(), Progress.standardError()));
        PythonHostBuilder builder = ProcessHost.builder(
                new Program.Interactive(), List.of(), cores.cores(), cores.classNames(), environment);
        CompilerPriority compilers = CompilerPriority.lowered();
        builder.aroundNumPy(compilers::lower, compilers::restore);
        try (PythonHost host = builder.open()) {
            compilers.restore();
            return new Repl(host, cores.cores()).run(greeting());
        }
    }

    /** What runs, and the way to the help. */
    static String greeting() {
        return String.join(", ", new Versions().getVersion()) + "\nType %help for the commands of the REPL, exit or Ctrl-D to leave.";
    }
}
