package dev.loanword.python.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a program that is GraalPy: build systems want to start it to learn about it. */
final class GraalPyLauncher {
    private GraalPyLauncher() {}

    /** Writes the program. It interprets: it runs for seconds, so compiling would only cost. */
    static Path write(Path file, InstallOptions options) throws IOException {
        String script = String.join(
                " ",
                "#!/bin/sh\nexec",
                quote(options.java().toString()),
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
                "-Dtruffle.TruffleRuntime=com.oracle.truffle.api.impl.DefaultTruffleRuntime",
                "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-cp",
                quote(options.classPath()),
                "com.oracle.graal.python.shell.GraalPythonMain",
                "--python.Executable=\"$0\" \"$@\"\n");
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** A word of the shell that stands for exactly this text. */
    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
