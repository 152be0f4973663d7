package dev.loanword.export.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A run of javac on files.
 *
 * @param diagnostics errors and warnings, in order
 */
record Compilation(boolean isGood, List<Diagnostic<? extends JavaFileObject>> diagnostics) {

    /** Compiles with the processors that javac finds on the class path, and with {@code -parameters}. */
    static Compilation withProcessor(Path output, Path... sources) {
        return run(output, List.of("-proc:full"), sources);
    }

    /** Compiles without processors, with {@code -parameters}. */
    static Compilation withoutProcessor(Path output, Path... sources) {
        return run(output, List.of("-proc:none"), sources);
    }

    /** Compiles with options of the test's own. */
    static Compilation run(Path output, List<String> options, Path... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(List.of("-parameters", "-Xlint:all,-serial,-path", "-d", output.toString(),
                "-classpath", output + File.pathSeparator + System.getProperty("java.class.path")));
        all.addAll(options);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            boolean isGood = compiler.getTask(null, files, diagnostics, all, null,
                    files.getJavaFileObjectsFromPaths(Arrays.asList(sources))).call();
            return new Compilation(isGood, List.copyOf(diagnostics.getDiagnostics()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The diagnostics as {@code File.java:line: message}. */
    List<String> lines() {
        return diagnostics.stream().map(diagnostic -> {
            String file = diagnostic.getSource() == null
                    ? "-"
                    : Path.of(diagnostic.getSource().getName()).getFileName() + ":" + diagnostic.getLineNumber();
            return file + ": " + diagnostic.getMessage(Locale.ROOT);
        }).toList();
    }
}
