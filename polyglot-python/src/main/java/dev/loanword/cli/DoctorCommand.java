package dev.loanword.cli;

import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what runs, and what to do about each problem. */
@Command(
        name = "doctor",
        description = "Say what runs, and what to do about each problem. The exit status is 1 if there is one.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--jvm", description = "Print the command line of the JVM instead, one word a line, without the program's part.")
    private boolean jvm;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (jvm) {
            out.println(Path.of(System.getProperty("java.home"), "bin", "java"));
            ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(out::println);
            out.flush();
            return ExitStatus.OK;
        }
        List<Finding> findings = Diagnosis.findings(PackageCache.standard());
        int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
        for (Finding finding : findings) {
            out.printf("%-" + width + "s  %s%n", finding.subject(), finding.state());
        }
        List<Finding> problems = findings.stream().filter(Finding::isProblem).toList();
        out.println();
        out.println(problems.isEmpty() ? "No problem found." : "To be mended:");
        problems.forEach(problem -> out.printf("  %s: %s%n", problem.subject(), problem.remedy()));
        out.flush();
        return problems.isEmpty() ? ExitStatus.OK : ExitStatus.FAILURE;
    }
}
