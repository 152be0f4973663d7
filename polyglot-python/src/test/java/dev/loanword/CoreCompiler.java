package dev.loanword;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles cores for tests as their authors would, with javac. */
public final class CoreCompiler {

    /** Whether the annotation processor runs. */
    public enum Processor { RUNS, DOES_NOT_RUN }

    private CoreCompiler() {}

    /**
     * Compiles sources to a folder.
     *
     * @param sources the text of each class by its name
     */
    public static Path folder(Path target, Processor processor, Map<String, String> sources) throws IOException {
        Files.createDirectories(target);
        List<String> options = new ArrayList<>(
                List.of("-parameters", "-d", target.toString(), "-classpath", System.getProperty("java.class.path")));
        options.addAll(
                processor == Processor.RUNS
                        ? List.of("-processor", "dev.loanword.export.processor.ExportProcessor")
                        : List.of("-proc:none"));
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        if (!compiler.getTask(null, null, diagnostics, options, null, units).call()) {
            throw new AssertionError("javac refuses the source: " + diagnostics.getDiagnostics());
        }
        return target;
    }

    /** Compiles sources to a jar; the class files stay beside it. */
    public static Path jar(Path target, Processor processor, Map<String, String> sources) throws IOException {
        return jar(target, folder(target.resolveSibling(target.getFileName() + ".classes"), processor, sources));
    }

    /** Packs a folder. */
    public static Path jar(Path target, Path folder) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> content = Files.walk(folder)) {
            for (Path entry : content.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(folder.relativize(entry).toString()));
                Files.copy(entry, jar);
                jar.closeEntry();
            }
        }
        return target;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
