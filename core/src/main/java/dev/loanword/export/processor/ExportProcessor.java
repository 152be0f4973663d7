package dev.loanword.export.processor;

import dev.loanword.export.PyModule;
import dev.loanword.export.check.ModuleChecker;
import dev.loanword.export.check.ModuleSet;
import dev.loanword.export.check.Problem;
import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.ModuleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Checks each class marked with {@link PyModule} while it is compiled, and writes its model and the index of modules beside the
 * classes. What can't be exported is an error at the line that says so.
 *
 * <p>It works at the end, when the classes that other processors generate are there. A compilation that fails writes nothing.
 */
public final class ExportProcessor extends AbstractProcessor {
    private final Set<String> moduleNames = new LinkedHashSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(PyModule.class.getPackageName() + ".*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Claims the annotations: no other processor knows them. */
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element module : round.getElementsAnnotatedWith(PyModule.class)) {
            moduleNames.add(processingEnv.getElementUtils().getBinaryName((TypeElement) module).toString());
        }
        // What javac can't even read is not worth checking: its own message says more.
        if (round.processingOver() && !round.errorRaised() && !moduleNames.isEmpty()) {
            checkAndWrite();
        }
        return true;
    }

    private void checkAndWrite() {
        ElementReader reader = new ElementReader(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        ElementDeclarations declarations = new ElementDeclarations(processingEnv.getElementUtils(), reader);
        Map<ModuleModel, TypeElement> models = new LinkedHashMap<>();
        boolean isGood = true;
        for (String name : moduleNames) {
            TypeElement type = declarations.element(name).orElseThrow();
            ModuleChecker.Outcome outcome =
                    ModuleChecker.check(declarations.find(name).orElseThrow(), declarations);
            outcome.model().ifPresent(model -> models.put(model, type));
            for (Problem problem : outcome.problems()) {
                Element where = (Element) problem.position();
                // What lies in a class file has no line; the module that uses it has one.
                report(problem.message(), reader.isFromSource(where) ? where : type);
                isGood = false;
            }
        }
        if (isGood) {
            write(models, reader, declarations);
        }
    }

    private void report(String message, Element where) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, where);
    }

    private static List<Problem> problemsBetween(
            List<ModuleModel> modules, ElementReader reader, ElementDeclarations declarations) {
        ModuleSet set = new ModuleSet(modules);
        List<Problem> problems = new ArrayList<>(set.clashes());
        // A class of a library may belong to a module of that library, which is not known here.
        set.strays().stream().filter(stray -> declarations.element((String) stray.position())
                .filter(reader::isFromSource).isPresent()).forEach(problems::add);
        return problems;
    }

    private void write(Map<ModuleModel, TypeElement> models, ElementReader reader, ElementDeclarations declarations) {
        ModelFolder folder = new ModelFolder(processingEnv.getFiler());
        try {
            List<ModuleModel> all = new ArrayList<>(models.keySet());
            all.addAll(folder.earlier(model -> isStillThere(model, declarations)));
            List<Problem> problems = problemsBetween(all, reader, declarations);
            for (Problem problem : problems) {
                report(problem.message(), declarations.element((String) problem.position()).orElseThrow());
            }
            if (problems.isEmpty()) {
                for (Map.Entry<ModuleModel, TypeElement> entry : models.entrySet()) {
                    folder.writeModel(entry.getKey(), entry.getValue());
                }
                folder.writeIndex(all, models.values().toArray(Element[]::new));
            }
        } catch (IOException failure) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR,
                    "the models of the Python modules can't be written: " + failure);
        }
    }

    /** Says whether a model of an earlier compilation is that of a class which is not compiled now and has not changed. */
    private boolean isStillThere(ModuleModel model, ElementDeclarations declarations) {
        Optional<ClassDeclaration> declaration = declarations.find(model.className());
        return !moduleNames.contains(model.className())
                && declaration.filter(found -> found.isMarked(Marking.Module.class)).isPresent();
    }
}
