package dev.loanword.cli;

import dev.loanword.python.packages.PackageRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that name Python packages for one run. */
final class PackageOptions {

    @Option(
            names = "--with",
            paramLabel = "PACKAGE",
            description = "Make this package importable, such as \"rich>=13\".")
    private List<String> requirements = new ArrayList<>();

    @Option(
            names = "--with-requirements",
            paramLabel = "FILE",
            description = "The same for all of a requirements file.")
    private List<Path> files = new ArrayList<>();

    /** What the options ask for. */
    PackageRequest request(CommandSpec spec) {
        return request(requirements, files, spec);
    }

    /** The options again, for another process. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        requirements.forEach(requirement -> words.addAll(List.of("--with", requirement)));
        files.forEach(file -> words.addAll(List.of("--with-requirements", file.toAbsolutePath().toString())));
        return words;
    }

    /** A request of a user: what is no package, or no file, is an error of usage. */
    static PackageRequest request(List<String> requirements, List<Path> files, CommandSpec spec) {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new ParameterException(spec.commandLine(), "can't read the requirements file " + file);
            }
        }
        try {
            return new PackageRequest(requirements, files);
        } catch (IllegalArgumentException noPackage) {
            throw new ParameterException(spec.commandLine(), noPackage.getMessage());
        }
    }
}
