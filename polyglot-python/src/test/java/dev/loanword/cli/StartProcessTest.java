package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.cli.LauncherProcess.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts on a runtime image with an AOT cache: whatever state these are in, programs give the right answer and say nothing else. */
class StartProcessTest {
    /** Prints whether the JVM has mapped an AOT cache, and the sum of 1 to 10. */
    private static final String PROGRAM = "print('classes.aot' in open('/proc/self/maps').read(), sum(range(11)))";

    private static final Result FAST = new Result(0, "True 55\n", "");
    private static final Result SLOW = new Result(0, "False 55\n", "");

    @TempDir
    Path folder;

    @Test
    void a_start_that_is_ready_is_used_and_told_of() throws Exception {
        assertThat(LauncherProcess.of("-c", PROGRAM).run()).isEqualTo(FAST);
        assertThat(LauncherProcess.of("doctor").run().out().lines().map(line -> line.replaceFirst("  +", ": ")))
                .contains("Start: runtime image with AOT cache", "Runtime: optimizing (GraalVM CE)", "Kernels: with the Vector API", "No problem found.");
        assertThat(LauncherProcess.of("cache", "show").run().out())
                .endsWith("ready: programs start on an image with an AOT cache\n");
        assertThat(LauncherProcess.of("cache", "build").run()).isEqualTo(new Result(0, "", "loanword: all is there\n"));
    }

    @Test
    void the_image_has_vectors_without_a_warning_and_the_jvm_compiles_them() throws Exception {
        List<String> command =
                LauncherProcess.of("doctor", "--jvm").run().out().lines().toList();

        assertThat(command).contains("-XX:+EnableVectorSupport", "-XX:+UseVectorStubs");
        Process java = new ProcessBuilder(command.getFirst(), "--describe-module", "jdk.incubator.vector").start();
        Result described = LauncherProcess.result(java);
        assertThat(described.out()).startsWith("jdk.incubator.vector@25").contains("exports jdk.incubator.vector\n");
        assertThat(described.err()).isEmpty();
    }

    @Test
    void each_runtime_can_be_asked_for() throws Exception {
        assertThat(LauncherProcess.of("--runtime", "image", "-c", PROGRAM).run()).isEqualTo(FAST);
        assertThat(LauncherProcess.of("--runtime=interpreter", "-c", PROGRAM).run()).isEqualTo(FAST);
        assertThat(LauncherProcess.of("-c", PROGRAM).with("LOANWORD_RUNTIME", "stock").run()).isEqualTo(SLOW);
        assertThat(LauncherProcess.of("--runtime=fast", "-c", PROGRAM).run())
                .isEqualTo(new Result(
                        2, "", "loanword: the runtime must be auto, image, stock or interpreter, not 'fast'\n"));
        assertThat(LauncherProcess.of("--runtime").run())
                .isEqualTo(new Result(2, "", "loanword: --runtime needs one of auto, image, stock, interpreter\n"));
    }

    @Test
    void jvm_options_of_ones_own_go_on_working() throws Exception {
        String which = "import sys; print(sum(range(11)))";
        for (String options : List.of("-XX:+UseG1GC", "-XX:+UseZGC", "-XX:-UseCompressedOops", "-Xmx2g -XX:TieredStopAtLevel=1")) {
            assertThat(LauncherProcess.of("-c", which).with("LOANWORD_JAVA_OPTIONS", options).run())
                    .as(options)
                    .isEqualTo(new Result(0, "55\n", ""));
        }
    }

    @Test
    void a_cache_that_is_cut_short_or_is_none_makes_only_the_start_slow() throws Exception {
        Path cache = copyOfCache();
        Path classes = onlyStart(cache).resolve("classes.aot");
        for (long size : new long[] {Files.size(classes) / 2, 1000, 0}) {
            try (FileChannel file = FileChannel.open(classes, StandardOpenOption.WRITE)) {
                file.truncate(size);
            }
            assertThat(with(cache, "-c", PROGRAM).run()).as("%d bytes", size).isEqualTo(SLOW);
        }
        Files.writeString(classes, "no cache at all");
        assertThat(with(cache, "-c", PROGRAM).run()).isEqualTo(SLOW);
    }

    @Test
    void another_jdk_has_a_start_of_its_own() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other-jdk"));
        try (Stream<Path> files = Files.list(jdk())) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(other.resolve(file.getFileName()), file);
            }
        }
        assertThat(LauncherProcess.of("-c", PROGRAM).with("JAVA_HOME", other.toString()).run())
                .isEqualTo(SLOW);
    }

    @Test
    void a_cache_that_cannot_be_written_is_done_without() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        String cache = file.resolve("cache").toString();

        assertThat(LauncherProcess.of("-c", PROGRAM).with("LOANWORD_CACHE", cache).without("LOANWORD_BACKGROUND").run())
                .isEqualTo(SLOW);
        Result build = LauncherProcess.of("cache", "build").with("LOANWORD_CACHE", cache).run();
        assertThat(build.exitStatus()).isEqualTo(1);
        assertThat(build.err()).startsWith("loanword: programs will start slowly: can't write into " + cache + ": ");
    }

    @Test
    void a_jdk_without_jlink_is_told_of_and_programs_run() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        String reason = "the JDK " + jdk() + " has no jmod, so no runtime image can be made of it; install a full JDK";

        Result build = with(cache, "cache", "build")
                .with("JDK_JAVA_OPTIONS", "--limit-modules=java.se,jdk.unsupported")
                .run();
        assertThat(build.exitStatus()).isEqualTo(1);
        assertThat(build.err()).contains("loanword: programs will start slowly: " + reason);
        // It is known now, and not tried again in the background.
        assertThat(with(cache, "-c", PROGRAM).without("LOANWORD_BACKGROUND").run()).isEqualTo(SLOW);
        assertThat(with(cache, "doctor").run().out()).contains("the JDK itself; not prepared: " + reason);
        assertThat(cache.resolve("starts/.background")).doesNotExist();
    }

    @Test
    void a_builder_that_is_killed_leaves_nothing_that_is_used_and_the_next_one_begins_anew() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        killAt("[1/2]", cache);
        assertThat(with(cache, "-c", PROGRAM).run()).isEqualTo(SLOW);
        killAt("[2/2]", cache);
        assertThat(with(cache, "-c", PROGRAM).run()).isEqualTo(SLOW);

        Result build = with(cache, "cache", "build").run();
        assertThat(build.err()).matches("loanword: \\[2/2] .*\nloanword: ready after \\d+ s\n");
        assertThat(build.exitStatus()).isZero();
        assertThat(with(cache, "-c", PROGRAM).run()).isEqualTo(FAST);
        assertThat(namesIn(cache.resolve("starts"))).noneMatch(name -> name.contains(".build-"));
    }

    @Test
    void a_disk_that_is_full_leaves_nothing_that_is_used() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Result image = withSmallFiles(cache);
        assertThat(image.err())
                .startsWith("loanword: [1/2] link the compiler into an image of the JDK\n"
                        + "loanword: programs will start slowly: ")
                .contains("File too large");
        assertThat(image.exitStatus()).isEqualTo(1);

        Path withImage = Files.createDirectory(folder.resolve("with-image"));
        Files.createSymbolicLink(withImage.resolve("images"), standardCache().resolve("images"));
        Result classes = withSmallFiles(withImage);
        assertThat(classes.err()).startsWith("loanword: [2/2] ").contains("loanword: programs will start slowly: ");
        assertThat(classes.exitStatus()).isEqualTo(1);
        assertThat(namesIn(withImage.resolve("starts"))).noneMatch(name -> name.contains(".build-"));
        assertThat(with(withImage, "-c", PROGRAM).run()).isEqualTo(SLOW);
    }

    /** Prepares a start where no file may grow beyond 20 MB: what a disk that is full does to large files, without filling one. */
    private static Result withSmallFiles(Path cache) throws Exception {
        return LauncherProcess.at(
                        Path.of("/bin/bash"),
                        "-c",
                        "ulimit -f 20000; exec \"$0\" \"$@\"",
                        LauncherProcess.LAUNCHER.toString(),
                        "cache",
                        "build")
                .with("LOANWORD_CACHE", cache.toString())
                .run();
    }

    @Test
    void the_image_alone_is_there_for_programs_of_ones_own() throws Exception {
        Result image = LauncherProcess.of("cache", "image").run();

        assertThat(image).isEqualTo(new Result(0, standardImage() + "\n", ""));
    }

    @Test
    void what_runs_before_the_first_line_is_told_on_request() throws Exception {
        Result traced = LauncherProcess.of("run", "--trace-startup", "-c", PROGRAM).run();

        assertThat(traced.out()).isEqualTo(FAST.out());
        assertThat(traced.err().lines().map(line -> line.replaceAll("[0-9]+([.,][0-9]+)?", "N").replaceAll(" +", " ")))
                .contains(
                        "startup: at s for s cpu s until",
                        "startup: N N N the launcher has found the JDK, the build and the runtime image",
                        "startup: N N N Python is initialized",
                        "startup: N classes; mixed mode, sharing")
                .allMatch(line -> line.startsWith("startup: "))
                .anyMatch(line -> line.startsWith("startup: N Python modules of files:"));
    }

    @Test
    void two_programs_run_while_it_is_made_in_the_background_and_the_next_one_uses_it() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Files.createSymbolicLink(cache.resolve("images"), standardCache().resolve("images"));

        Process first = with(cache, "-c", PROGRAM).without("LOANWORD_BACKGROUND").start();
        Process second = with(cache, "-c", PROGRAM).without("LOANWORD_BACKGROUND").start();
        // Their pipes end with them, not with what they left behind.
        assertThat(LauncherProcess.result(first)).isEqualTo(SLOW);
        assertThat(LauncherProcess.result(second)).isEqualTo(SLOW);
        // Waits for the one in the background.
        assertThat(with(cache, "cache", "build").run().exitStatus()).isZero();
        assertThat(with(cache, "-c", PROGRAM).run()).isEqualTo(FAST);
        assertThat(namesIn(cache.resolve("starts"))).filteredOn(name -> !name.startsWith(".")).hasSize(1);
    }

    /** Starts to prepare, and kills that as soon as it says where it is. */
    private static void killAt(String phase, Path cache) throws Exception {
        Process build = with(cache, "cache", "build").start();
        try (BufferedReader says = build.errorReader()) {
            assertThat(says.lines().filter(line -> line.contains(phase)).findFirst()).isPresent();
        } finally {
            List<ProcessHandle> started = build.descendants().toList();
            build.destroyForcibly().waitFor();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static LauncherProcess with(Path cache, String... arguments) {
        return LauncherProcess.of(arguments).with("LOANWORD_CACHE", cache.toString());
    }

    /** A cache folder with the start that is ready, to be damaged. */
    private Path copyOfCache() throws Exception {
        Path start = readyStart();
        Path copy = Files.createDirectories(folder.resolve("copy/starts").resolve(start.getFileName()));
        for (String name : namesIn(start)) {
            Files.copy(start.resolve(name), copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        // NumPy is part of what a start depends on.
        Files.createSymbolicLink(folder.resolve("copy/packages"), standardCache().resolve("packages"));
        return folder.resolve("copy");
    }

    private static Path onlyStart(Path cache) throws IOException {
        return cache.resolve("starts").resolve(namesIn(cache.resolve("starts")).getFirst());
    }

    /** The start of this distribution in the cache of whoever runs the tests, as the JVM was told. */
    private static Path readyStart() throws Exception {
        return LauncherProcess.of("doctor", "--jvm")
                .run()
                .out()
                .lines()
                .filter(option -> option.startsWith("-XX:AOTCache="))
                .map(option -> Path.of(option.substring("-XX:AOTCache=".length())).getParent())
                .findFirst()
                .orElseThrow();
    }

    private static Path standardImage() throws Exception {
        return Path.of(Files.readString(readyStart().resolve("image")).strip());
    }

    private static Path standardCache() throws Exception {
        return readyStart().getParent().getParent();
    }

    private static Path jdk() throws Exception {
        return Path.of(LauncherProcess.of("--runtime=stock", "doctor", "--jvm")
                        .run()
                        .out()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .getParent()
                .getParent();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
