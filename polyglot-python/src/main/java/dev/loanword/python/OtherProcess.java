package dev.loanword.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Python's view of the process that a program belongs to. */
final class OtherProcess {
    private static final String RESOURCE = "other_process.py";
    private static final int INSTALL = 0;
    private static final int BEGIN = 1;

    /** What neither an argument nor an environment variable can contain. */
    private static final String SEPARATOR = "\0";

    private OtherProcess() {}

    static void show(ProgramProcess process, Context context) {
        ProxyExecutable exit = status -> {
            process.control().exit(status[0].asInt());
            return null;
        };
        ProxyExecutable watch = signal -> {
            process.control().watch(signal[0].asInt());
            return null;
        };
        context.eval(python())
                .getArrayElement(INSTALL)
                .executeVoid(process.pid(), process.parent(), exit, watch);
    }

    /** Gives a context that was made before the program was known what it would have been made with. */
    static void begin(Program program, List<String> arguments, ProgramProcess process, Context context) {
        List<String> environment = new ArrayList<>();
        process.environment().forEach((name, value) -> {
            environment.add(name);
            environment.add(value);
        });
        context.eval(python())
                .getArrayElement(BEGIN)
                .executeVoid(
                        program.argument(),
                        String.join(SEPARATOR, arguments),
                        arguments.size(),
                        String.join(SEPARATOR, environment),
                        firstOfPath(program, process.folder()));
    }

    /** What Python puts first on {@code sys.path}. */
    private static String firstOfPath(Program program, Path folder) {
        return switch (program) {
            case Program.Script(Path file, String typed) -> realFolderOf(file);
            case Program.Module ignored -> folder.toString();
            case Program.Code ignored -> "";
            case Program.Interactive ignored -> "";
            case Program.StandardInput ignored -> "";
        };
    }

    private static String realFolderOf(Path file) {
        try {
            return file.toRealPath().getParent().toString();
        } catch (IOException gone) {
            return file.toAbsolutePath().getParent().toString();
        }
    }

    private static Source python() {
        try (InputStream in = OtherProcess.class.getResourceAsStream(RESOURCE)) {
            String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Source.newBuilder("python", code, "<loanword process>").internal(true).buildLiteral();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
