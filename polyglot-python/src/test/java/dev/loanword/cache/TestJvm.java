package dev.loanword.cache;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts test programs in processes of their own. */
public final class TestJvm {
    private TestJvm() {}

    /** A new JVM with this one's class path, not started yet. */
    public static ProcessBuilder of(Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command);
    }

    /** Runs to the end; returns exit code, output and errors. */
    public static Result run(ProcessBuilder builder, Path folder) throws IOException, InterruptedException {
        File output = folder.resolve("output").toFile();
        File errors = folder.resolve("errors").toFile();
        int exit = builder.redirectOutput(output).redirectError(errors).start().waitFor();
        return new Result(exit, Files.readString(output.toPath()), Files.readString(errors.toPath()));
    }

    /** What a process left behind. */
    public record Result(int exit, String output, String errors) {}
}
