package dev.loanword.runtime;

import dev.loanword.cache.BuildFolder;
import dev.loanword.cache.CacheEntry;
import dev.loanword.python.packages.NumPy;
import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The AOT cache of the JVM: a program is run on the image once, and the classes that it loaded and the profiles of its methods
 * are kept in the form in which the JVM has them in memory.
 */
final class Training {
    private static final String PROGRAM = "training.py";
    private static final String MAIN = "dev.loanword.cli.Main";

    private final StartTarget target;
    private final Path image;
    private final PackageCache packages;

    /**
     * @param packages where NumPy is, if it was built
     */
    Training(StartTarget target, Path image, PackageCache packages) {
        this.target = target;
        this.image = image;
        this.packages = packages;
    }

    /** Makes a start of the image. */
    CacheEntry.Maker<StartException> maker(PrintWriter log) {
        return build -> {
            Path start = Files.createDirectory(build.path().resolve("start"));
            Path cache = start.resolve(StartCache.AOT_CACHE);
            run(build, cache, log);
            if (!Files.isRegularFile(cache)) {
                throw new StartException("the training run left no AOT cache");
            }
            new ClientTraining(target).run(build, start, log);
            Files.writeString(start.resolve(StartCache.IMAGE), image + "\n");
            Files.writeString(start.resolve(StartCache.MADE_FOR), target.madeFor());
            return start;
        };
    }

    private void run(BuildFolder build, Path cache, PrintWriter log)
            throws IOException, InterruptedException, StartException {
        Path program = build.path().resolve(PROGRAM);
        try (InputStream source = Training.class.getResourceAsStream(PROGRAM)) {
            Files.copy(source, program);
        }
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin/java").toString());
        command.addAll(target.options());
        command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-cp", target.classPath(), MAIN, "run", program.toString()));
        if (NumPy.installed(packages).isPresent()) {
            command.add("numpy");
        }
        log.println("$ " + String.join(" ", command));
        StringBuilder last = new StringBuilder();
        int status = build.run(JdkProcess.of(command), line -> {
            log.println(line);
            last.replace(0, last.length(), line);
        });
        log.flush();
        if (status != 0) {
            throw new StartException("the training run ended with status " + status + ": " + last);
        }
    }
}
