package dev.loanword.runtime;

import dev.loanword.cache.BuildFolder;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The AOT cache of the client of a warm host, a small JVM on the JDK itself. Where it can't be made the client only starts slower.
 */
final class ClientTraining {
    private static final String MAIN = "dev.loanword.warm.WarmRehearsal";
    private static final String JAR = "loanword-polyglot-python-";
    private static final String LAUNCHER = "-Dloanword.launcher=";

    private final StartTarget target;

    ClientTraining(StartTarget target) {
        this.target = target;
    }

    /** Writes the cache into a folder, if it can be made. */
    void run(BuildFolder build, Path folder, PrintWriter log) throws IOException, InterruptedException {
        Optional<String> jar = Stream.of(target.classPath().split(File.pathSeparator))
                .filter(path -> Path.of(path).getFileName().toString().startsWith(JAR))
                .findFirst();
        Optional<Path> options = target.options().stream()
                .filter(option -> option.startsWith(LAUNCHER))
                .map(option -> Path.of(option.substring(LAUNCHER.length())).resolveSibling("client.options"))
                .filter(Files::isReadable)
                .findFirst();
        if (jar.isEmpty() || options.isEmpty()) {
            log.println("no client of a warm host to train");
            return;
        }
        List<String> command = List.of(
                target.jdk().resolve("bin/java").toString(),
                "@" + options.get(),
                "-XX:AOTCacheOutput=" + folder.resolve(StartCache.CLIENT_AOT_CACHE),
                "-cp",
                jar.get(),
                MAIN,
                build.path().toString());
        log.println("$ " + String.join(" ", command));
        int status = build.run(JdkProcess.of(command), log::println);
        log.println("status " + status);
    }
}
