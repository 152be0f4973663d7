package dev.loanword.cli;

import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Option(names = "--json", description = "Print the findings as JSON: an object with the number of problems and a list.")
    private boolean json;

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
        List<Finding> problems = findings.stream().filter(Finding::isProblem).toList();
        if (json) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("problems", problems.size());
            report.put("findings", findings.stream().map(Finding::values).toList());
            out.println(Json.text(report));
        } else {
            print(findings, problems, out);
        }
        out.flush();
        return problems.isEmpty() ? ExitStatus.OK : ExitStatus.FAILURE;
    }

    private static void print(List<Finding> findings, List<Finding> problems, PrintWriter out) {
        int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
        for (Finding finding : findings) {
            out.printf("%-" + width + "s  %s%n", finding.subject(), finding.line());
        }
        out.println();
        out.println(problems.isEmpty() ? "No problem found." : "To be mended:");
        problems.forEach(problem -> out.printf("  %s: %s%n", problem.subject(), problem.advice()));
    }
}
