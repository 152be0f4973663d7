package dev.loanword.cli;

import dev.loanword.python.PythonRuntime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what runs, and what to do about each problem. */
@Command(name = "doctor", description = "Say what runs, and what to do about each problem.", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PythonRuntime runtime = PythonRuntime.current();
        spec.commandLine().getOut().println(runtime);
        return runtime.optimizing() ? ExitStatus.OK : ExitStatus.FAILURE;
    }
}
