package dev.loanword.export.check;

import dev.loanword.export.PyModule;
import dev.loanword.export.classfile.ClassFileDeclarations;
import dev.loanword.export.classfile.ClassFileDeclarations.ClassFiles;
import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.ModuleModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * Makes the model of a module from class files, for classes that were compiled without the annotation processor.
 *
 * <p>The parameters' names must be in the class file ({@code javac -parameters}) or in the annotations.
 */
public final class Exports {
    private static final String CLASS = ".class";
    private static final String MODULE_DESCRIPTOR = PyModule.class.descriptorString();

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

    /**
     * Reads and checks all modules of a jar. No class is loaded.
     *
     * @param jar a jar, whose class files are all looked at
     * @return the models, in the order of their names; empty if no class is marked with
     *     {@link dev.loanword.export.PyModule}
     * @throws ExportException if something in it can't be exported; its message tells all problems
     * @throws java.io.IOException if the jar can't be read
     */
    public static List<ModuleModel> inJar(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, Runtime.version())) {
            List<String> names = new ArrayList<>();
            for (JarEntry entry : file.versionedStream().toList()) {
                if (isClassFile(entry.getName()) && mayBeModule(file, entry)) {
                    names.add(entry.getName().substring(0, entry.getName().length() - CLASS.length()).replace('/', '.'));
                }
            }
            Declarations declarations = new ClassFileDeclarations(path -> {
                JarEntry entry = file.getJarEntry(path);
                return entry == null ? null : file.getInputStream(entry);
            });
            return ofAll(jar.toString(), names.stream().sorted().toList(), declarations);
        }
    }

    /** Spares the parsing of class files that don't name the annotation. */
    private static boolean mayBeModule(JarFile file, JarEntry entry) throws IOException {
        try (InputStream content = file.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1).contains(MODULE_DESCRIPTOR);
        }
    }

    private static boolean isClassFile(String path) {
        return path.endsWith(CLASS) && !path.endsWith("-info.class") && !path.startsWith("META-INF/");
    }

    private static List<ModuleModel> ofAll(String subject, List<String> names, Declarations declarations) {
        List<ModuleModel> models = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            for (String name : names) {
                Optional<ClassDeclaration> declaration = declarations.find(name);
                if (declaration.isPresent() && declaration.get().isMarked(Marking.Module.class)) {
                    ModuleChecker.Outcome outcome = ModuleChecker.check(declaration.get(), declarations);
                    outcome.model().ifPresent(models::add);
                    problems.addAll(outcome.problems());
                }
            }
        } catch (IllegalArgumentException damaged) {
            throw new ExportException(subject, damaged);
        }
        problems.addAll(new ModuleSet(models).clashes());
        if (!problems.isEmpty()) {
            throw new ExportException(subject, problems);
        }
        models.sort(Comparator.comparing(ModuleModel::name));
        return models;
    }
}
