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
            description = "Make the Python modules of this jar or class folder importable.")
    private List<Path> cores = new ArrayList<>();

    @Option(
            names = "--export",
            paramLabel = "CLASS",
            description = "Make this class, marked with @PyModule, importable.")
    private List<String> classNames = new ArrayList<>();

    List<Path> cores() {
        return cores;
    }

    List<String> classNames() {
        return classNames;
    }

    /**
     * The classes to export.
     *
     * @throws UnknownClassException if one is not there
     */
    List<Class<?>> classes() {
        return ExportedClasses.find(classNames);
    }
}
