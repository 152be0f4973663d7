package dev.loanword.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that name cores. */
final class CoreOptions {

    @Option(
            names = "--core",
            paramLabel = "JAR",
            description = "Make the Python modules of this jar or class folder importable. May be given more than once.")
    private List<Path> cores = new ArrayList<>();

    @Option(
            names = "--export",
            paramLabel = "CLASS",
            description = "Make this class, which is on the class path and marked with @PyModule, importable."
                    + " May be given more than once.")
    private List<String> classNames = new ArrayList<>();

    List<Path> cores() {
        return cores;
    }

    /**
     * The classes to export.
     *
     * @throws UnknownClassException if one is not there
     */
    List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : classNames) {
            classes.add(find(name));
        }
        return classes;
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, CoreOptions.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new UnknownClassException("there is no class " + name
                    + " on the class path; --core takes a jar or a folder of class files");
        }
    }

    /** Thrown if {@code --export} names a class that is not there. */
    static final class UnknownClassException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownClassException(String message) {
            super(message);
        }
    }
}
