package dev.loanword.cli;

import dev.loanword.python.Program;
import dev.loanword.python.ProgramProcess;
import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonHostBuilder;
import dev.loanword.python.packages.PackageEnvironment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The Python host of the command line: one program, with the process's own streams. */
final class ProcessHost {
    private ProcessHost() {}

    /**
     * A host for one program.
     *
     * @param arguments {@code sys.argv[1:]}
     * @param cores jars and class folders whose modules can be imported
     * @param exports names of classes on the class path that can be imported
     * @throws UnknownClassException if one of these is not there
     */
    static PythonHostBuilder builder(
            Program program,
            List<String> arguments,
            List<Path> cores,
            List<String> exports,
            Optional<PackageEnvironment> environment) {
        PythonHostBuilder builder = builder(program, arguments);
        cores.forEach(builder::core);
        ExportedClasses.find(exports).forEach(builder::export);
        environment.ifPresent(builder::environment);
        return builder;
    }

    /**
     * Prepares a host in this thread, for the program of a process that is like another one.
     *
     * @param numPy whether to load NumPy
     */
    static void prepare(ProgramProcess process, boolean numPy) {
        Program none = new Program.Code("");
        builder(none, List.of()).program(none, process).prepare(numPy);
    }

    static PythonHostBuilder builder(Program program, List<String> arguments) {
        // Not System.out: a PrintStream would hide a broken pipe from the program.
        PythonHostBuilder builder = PythonHost.builder()
                .program(program)
                .arguments(arguments)
                .standardInput(new FileInputStream(FileDescriptor.in))
                .standardOutput(new FileOutputStream(FileDescriptor.out))
                .standardError(new FileOutputStream(FileDescriptor.err));
        return withExecutable(builder);
    }

    /** Lets programs find the launcher where they expect the {@code python} command. */
    static PythonHostBuilder withExecutable(PythonHostBuilder builder) {
        String launcher = System.getProperty(LauncherChoice.LAUNCHER);
        if (launcher != null) {
            // Becomes sys.executable; Main takes the python command's -c, -m, - and FILE for that reason.
            builder.option("python.Executable", launcher);
            // What subprocess starts in its place; derived from the path, it would be split at spaces.
            builder.option("python.ExecutableList", launcher);
        }
        return builder;
    }
}
