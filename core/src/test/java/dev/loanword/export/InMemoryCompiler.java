package dev.loanword.export;

import dev.loanword.export.classfile.ClassFileDeclarations.ClassFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources without the annotation processor, to class files in memory. */
public final class InMemoryCompiler {
    private final Map<String, byte[]> classFiles = new TreeMap<>();

    private InMemoryCompiler() {}

    /** Compiles one source with {@code -parameters}. */
    public static ClassFiles compile(String className, String source) {
        return compile(Map.of(className, source), "-parameters");
    }

    /** Compiles sources; what javac refuses fails the test. */
    public static ClassFiles compile(Map<String, String> sources, String... options) {
        InMemoryCompiler compiled = new InMemoryCompiler();
        compiled.run(sources, options);
        return path -> compiled.classFiles.containsKey(path)
                ? new ByteArrayInputStream(compiled.classFiles.get(path))
                : null;
    }

    private void run(Map<String, String> sources, String... options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(List.of("-proc:none", "-classpath", System.getProperty("java.class.path")));
        JavaFileManager files = new ToMemory(compiler.getStandardFileManager(diagnostics, null, null));
        if (!compiler.getTask(null, files, diagnostics, all, null, units).call()) {
            throw new AssertionError("javac refuses the source: " + diagnostics.getDiagnostics());
        }
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

    private final class ToMemory extends ForwardingJavaFileManager<JavaFileManager> {
        ToMemory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String path = className.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classFiles.put(path, toByteArray());
                        }
                    };
                }
            };
        }

        @Override
        public boolean hasLocation(Location location) {
            return location != StandardLocation.SOURCE_PATH && super.hasLocation(location);
        }
    }
}
