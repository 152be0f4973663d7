package dev.loanword.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the beginnings of a core of one's own. */
@Command(
        name = "init",
        description = "Make a new project: a Java core, a script that uses it, tests, and a Maven build.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "The folder to make, such as my-core; its name becomes that of the Python module.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        NewProject project;
        try {
            project = NewProject.in(folder);
        } catch (IllegalArgumentException problem) {
            throw new ParameterException(spec.commandLine(), problem.getMessage());
        }
        project.write();
        String launcher = System.getProperty(LauncherChoice.LAUNCHER, "loanword");
        out.println(folder + " is made. To build it, and to run its script:");
        out.println("  cd " + folder);
        out.println("  mvn package");
        out.println("  " + launcher + " run --core target/" + project.artifact() + ".jar demo.py");
        out.flush();
        return ExitStatus.OK;
    }
}
