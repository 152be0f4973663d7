package dev.loanword.export.check;

import dev.loanword.export.classfile.ClassFileDeclarations;
import dev.loanword.export.classfile.ClassFileDeclarations.ClassFiles;
import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.model.ModuleModel;
import java.util.List;
import java.util.Optional;

/**
 * Makes the model of a module from class files, for classes that were compiled without the annotation processor.
 *
 * <p>The parameters' names must be in the class file ({@code javac -parameters}) or in the annotations.
 */
public final class Exports {
    private Exports() {}

    /**
     * Reads and checks a class, and what belongs to its module, from the class files that its class loader finds.
     *
     * @param module a class marked with {@link dev.loanword.export.PyModule}
     * @throws ExportException if something in it can't be exported; its message tells all problems
     */
    public static ModuleModel of(Class<?> module) {
        ClassLoader loader = module.getClassLoader() == null ? ClassLoader.getSystemClassLoader() : module.getClassLoader();
        return ofClassFile(module.getName(), loader::getResourceAsStream);
    }

    /**
     * Reads and checks a class, and what belongs to its module, from class files. No class is loaded.
     *
     * @param className the binary name of a class marked with {@link dev.loanword.export.PyModule}
     * @param files where class files lie; those of the JDK and of this application are found besides
     * @throws ExportException if something in it can't be exported; its message tells all problems
     * @throws java.io.UncheckedIOException if a class file can't be read
     */
    public static ModuleModel ofClassFile(String className, ClassFiles files) {
        return of(className, new ClassFileDeclarations(files));
    }

    private static ModuleModel of(String className, Declarations declarations) {
        ModuleChecker.Outcome outcome;
        try {
            Optional<ClassDeclaration> declaration = declarations.find(className);
            if (declaration.isEmpty()) {
                throw new ExportException(className, List.of(new Problem(className
                        + " has no class file; add the jar or folder that holds it to the class path", className)));
            }
            outcome = ModuleChecker.check(declaration.get(), declarations);
        } catch (IllegalArgumentException damaged) {
            throw new ExportException(className, damaged);
        }
        return outcome.model().orElseThrow(() -> new ExportException(className, outcome.problems()));
    }
}
