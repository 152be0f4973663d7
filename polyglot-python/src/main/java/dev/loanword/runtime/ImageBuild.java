package dev.loanword.runtime;

import dev.loanword.cache.BuildFolder;
import dev.loanword.cache.CacheEntry;
import dev.loanword.cache.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The runtime image: the JDK that runs this code, all its modules and files, with the Graal compiler linked in. On a JDK itself the
 * compiler can only be given as upgraded modules, which turn the JVM's class caches off.
 */
final class ImageBuild {
    /** Changes when images are made in another way than before. */
    private static final String RECIPE = "1";

    /** What of the JDK's lib folder the image has in another form, or has no use for. */
    private static final List<String> NOT_COPIED = List.of("modules", "src.zip", "classlist");

    private static final String ARCHIVE = ".jsa";

    private static final String BASE = "java.base";

    private final Path jdk;
    private final List<Path> compiler;

    /**
     * @param jdk the JDK that runs this code
     * @param compiler the folder with the compiler's modular jars
     */
    ImageBuild(Path jdk, Path compiler) throws IOException {
        this.jdk = jdk;
        this.compiler = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(compiler, "*.jar")) {
            jars.forEach(this.compiler::add);
        }
        this.compiler.sort(null);
    }

    /** The name of the image: images of the same JDK and compiler are the same. */
    String key() throws IOException {
        List<String> parts = new ArrayList<>(List.of(
                RECIPE, Files.readString(jdk.resolve("release")), "" + Files.size(jdk.resolve("lib/modules"))));
        for (Path jar : compiler) {
            parts.add(jar.getFileName() + " " + hash(jar));
        }
        return Digest.of(String.join("\n", parts));
    }

    /** Whether this JDK has what is needed; if not, throws why. */
    static void requireTools() throws StartException {
        for (String tool : List.of("jmod", "jlink")) {
            if (ToolProvider.findFirst(tool).isEmpty()) {
                throw new StartException("the JDK " + System.getProperty("java.home") + " has no " + tool
                        + ", so no runtime image can be made of it; install a full JDK");
            }
        }
    }

    /** Makes the image. */
    CacheEntry.Maker<StartException> maker(PrintWriter log) {
        return build -> {
            Path modules = build.path().resolve("modules");
            List<String> names = ModuleFiles.write(modules);
            Path base = build.path().resolve("base.jmod");
            Path libraries = Files.createDirectory(build.path().resolve("lib"));
            link(jdk.resolve("lib"), libraries);
            run(build, log, "jmod", jmod(modules.resolve(BASE), libraries, base));
            // In its place on the module path now: two modules of one name in one folder are an error.
            Files.move(modules.resolve(BASE), build.path().resolve("base"));
            Path image = build.path().resolve("image");
            run(build, log, "jlink", jlink(base, modules, names, image));
            return image;
        };
    }

    /** Makes a folder with links to the files of another one. The tool jmod follows links, and can't leave out a library. */
    private static void link(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Path target = to.resolve(name);
                if (Files.isDirectory(file)) {
                    link(file, Files.createDirectory(target));
                } else if (!NOT_COPIED.contains(name) && !name.endsWith(ARCHIVE)) {
                    Files.createSymbolicLink(target, file);
                }
            }
        }
    }

    /** The base module gets the files of all modules, since a JDK does not tell them apart. */
    private List<String> jmod(Path classes, Path libraries, Path target) {
        return List.of(
                "create",
                "--compress=zip-0",
                "--class-path=" + classes,
                "--libs=" + libraries,
                "--config=" + jdk.resolve("conf"),
                "--cmds=" + jdk.resolve("bin"),
                target.toString());
    }

    private List<String> jlink(Path base, Path modules, List<String> names, Path target) {
        List<String> modulePath = new ArrayList<>();
        compiler.forEach(jar -> modulePath.add(jar.toString()));
        modulePath.add(base.toString());
        modulePath.add(modules.toString());
        List<String> roots = new ArrayList<>(names);
        roots.add("jdk.graal.compiler");
        roots.add("org.graalvm.truffle.compiler");
        return List.of(
                // It would need the very JDK's own modules.
                "--disable-plugin=generate-jli-classes",
                "--compress=zip-0",
                "--module-path=" + String.join(":", modulePath),
                "--add-modules=" + String.join(",", roots),
                "--output=" + target);
    }

    /** As a process, because in this one the tool would print the traces of its exceptions to the terminal. */
    private void run(BuildFolder build, PrintWriter log, String tool, List<String> arguments)
            throws IOException, InterruptedException, StartException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin").resolve(tool).toString()));
        command.addAll(arguments);
        log.println("$ " + String.join(" ", command));
        List<String> said = new ArrayList<>();
        int status = build.run(JdkProcess.of(command), line -> {
            log.println(line);
            said.add(line);
        });
        log.flush();
        if (status != 0) {
            throw new StartException(tool + " failed: "
                    + said.stream().filter(line -> !line.isBlank()).findFirst().orElse("it said nothing"));
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                DigestOutputStream digest = new DigestOutputStream(
                        OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
