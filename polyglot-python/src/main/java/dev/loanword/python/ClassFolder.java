package dev.loanword.python;

import dev.loanword.export.check.ExportException;
import dev.loanword.export.check.Exports;
import dev.loanword.export.classfile.ClassFileDeclarations;
import dev.loanword.export.classfile.ClassFileDeclarations.ClassFiles;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.ModuleModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of class files that were compiled without the annotation processor. It changes often, so nothing is kept. */
final class ClassFolder {
    private static final String CLASS = ".class";

    private ClassFolder() {}

    /**
     * Reads and checks all modules of a folder. No class is loaded.
     *
     * @throws CoreException if something in one can't be exported; its message tells all problems
     */
    static List<ModuleModel> modules(Path folder) throws IOException {
        ClassFiles files = path -> {
            Path file = folder.resolve(path);
            return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
        };
        ClassFileDeclarations declarations = new ClassFileDeclarations(files);
        List<ModuleModel> modules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String name : classNames(folder)) {
            try {
                if (declarations.find(name).filter(found -> found.isMarked(Marking.Module.class)).isPresent()) {
                    modules.add(Exports.ofClassFile(name, files));
                }
            } catch (ExportException refused) {
                refused.problems().forEach(problem -> problems.add(problem.message()));
            } catch (IllegalArgumentException damaged) {
                problems.add(damaged.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new CoreException(folder + " can't be exported to Python:\n  " + String.join("\n  ", problems));
        }
        return modules;
    }

    private static List<String> classNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(CLASS) && !name.endsWith("-info.class") && !name.startsWith("META-INF"))
                    .map(name -> name.substring(0, name.length() - CLASS.length())
                            .replace(folder.getFileSystem().getSeparator(), "."))
                    .sorted()
                    .toList();
        }
    }
}
