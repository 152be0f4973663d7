package dev.loanword.cli;

import dev.loanword.export.PyModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The files of a new project with a core of one's own. It brings the jar that cores are compiled with in a Maven repository of its
 * own, because no public one has it.
 */
final class NewProject {
    /** The files, by the names of what they are made of. In both, words between {@code @} are replaced. */
    private static final Map<String, String> FILES = Map.of(
            "pom.xml", "pom.xml",
            "gitignore", ".gitignore",
            "README.md", "README.md",
            "demo.py", "demo.py",
            "test.py", "test_@module@.py",
            "Core.java", "src/main/java/@package@/@class@.java",
            "CoreTest.java", "src/test/java/@package@/@class@Test.java",
            "library.pom", "libraries/dev/loanword/loanword-core/@loanword@/loanword-core-@loanword@.pom");

    private static final String JAR = "libraries/dev/loanword/loanword-core/@loanword@/loanword-core-@loanword@.jar";

    /** Keywords of Python that are none of Java; and modules that Python or Loanword has for itself. */
    private static final Set<String> NOT_A_MODULE = Set.of(
            "and", "as", "async", "await", "def", "del", "elif", "except", "from", "global", "in", "is", "lambda", "nonlocal", "not",
            "or", "pass", "raise", "with", "bridge", "builtins", "demo", "loanword", "sys");

    private static final int DIGITS_OF_CONTENT = 8;

    private final Path folder;
    private final String artifact;
    private final Map<String, String> words;
    private final byte[] library;

    private NewProject(Path folder, String artifact, Map<String, String> words, byte[] library) {
        this.folder = folder;
        this.artifact = artifact;
        this.words = words;
        this.library = library;
    }

    /**
     * Plans a project.
     *
     * @throws IllegalArgumentException if the folder's name gives no name of a module, or there is something in it
     */
    static NewProject in(Path folder) throws IOException {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        String module = name.toLowerCase(Locale.ROOT).replace('-', '_');
        if (!module.matches("[a-z][a-z0-9_]*") || SourceVersion.isKeyword(module) || NOT_A_MODULE.contains(module)) {
            throw new IllegalArgumentException("'" + name + "' can't be the name of a Python module;"
                    + " take letters, digits, - and _, a letter first, and no word of Python or Java");
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new IllegalArgumentException(folder + " is there already, and is no empty folder; name another one");
        }
        byte[] library = Files.readAllBytes(coreJar());
        Map<String, String> words = new LinkedHashMap<>(versions());
        words.put("artifact", name.toLowerCase(Locale.ROOT));
        words.put("module", module);
        words.put("package", module.replace("_", ""));
        words.put("class", Stream.of(module.split("_+"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining()));
        words.put("loanword", version(library));
        return new NewProject(folder, words.get("artifact"), words, library);
    }

    /** The name of its jar, without the ending. */
    String artifact() {
        return artifact;
    }

    /** Writes all files. */
    void write() throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            write(file.getValue(), filled(text(file.getKey())).getBytes(StandardCharsets.UTF_8));
        }
        write(JAR, library);
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = folder.resolve(filled(file));
        Files.createDirectories(path.getParent());
        Files.write(path, content);
        if (file.startsWith("libraries/")) {
            // Maven warns of files of a repository that have no checksum.
            Files.writeString(path.resolveSibling(path.getFileName() + ".sha1"), digest("SHA-1", content));
        }
    }

    private String filled(String template) {
        String text = template;
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        return text;
    }

    /** As the build named it; a version that is still worked on gets its content's name, so that Maven never takes an older one. */
    private static String version(byte[] library) {
        String version = Versions.loanword();
        return version.endsWith("-SNAPSHOT")
                ? version.replace("SNAPSHOT", digest("SHA-256", library).substring(0, DIGITS_OF_CONTENT))
                : version;
    }

    private static Path coreJar() {
        try {
            Path jar = Path.of(PyModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException("a project needs the jar of Loanword, and this is started from the classes in " + jar
                        + "; start it by scripts/loanword");
            }
            return jar;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the JVM names no file for a class of its class path; please report this", impossible);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static Map<String, String> versions() {
        Properties properties = new Properties();
        try (InputStream in = NewProject.class.getResourceAsStream("project/versions.properties")) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = NewProject.class.getResourceAsStream("project/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each JVM has " + algorithm + "; please report this", impossible);
        }
    }
}
