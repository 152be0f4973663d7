package dev.loanword.export.processor;

import dev.loanword.export.model.ModelFile;
import dev.loanword.export.model.ModelFormatException;
import dev.loanword.export.model.ModelIndex;
import dev.loanword.export.model.ModuleModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.StandardLocation;

/** The folder of models where the compiler puts the classes. */
final class ModelFolder {
    private final Filer filer;

    ModelFolder(Filer filer) {
        this.filer = filer;
    }

    /**
     * Returns the models of an earlier compilation that are still good: a compiler that is given some of the sources leaves the
     * others' models as they are. Files that another version of Loanword has written are as good as none.
     *
     * @param isStillThere says of a model whether its class is still such a module
     * @throws IOException if a file is there and can't be read
     */
    List<ModuleModel> earlier(Predicate<ModuleModel> isStillThere) throws IOException {
        List<ModuleModel> models = new ArrayList<>();
        for (String name : index()) {
            Optional<ModuleModel> model = model(name);
            model.filter(isStillThere).ifPresent(models::add);
        }
        return models;
    }

    private List<String> index() throws IOException {
        try (InputStream content = open(ModelIndex.RESOURCE)) {
            return content == null ? List.of() : ModelIndex.read(content);
        } catch (ModelFormatException outdated) {
            return List.of();
        }
    }

    private Optional<ModuleModel> model(String name) throws IOException {
        try (InputStream content = open(ModelIndex.modelResource(name))) {
            return content == null ? Optional.empty() : Optional.of(ModelFile.read(content));
        } catch (ModelFormatException outdated) {
            return Optional.empty();
        }
    }

    /** Opens a file; {@code null} if there is none. */
    private InputStream open(String path) throws IOException {
        try {
            return filer.getResource(StandardLocation.CLASS_OUTPUT, "", path).openInputStream();
        } catch (NoSuchFileException | FileNotFoundException none) {
            return null;
        }
    }

    /**
     * Writes models.
     *
     * @param origin the class of a model, which build tools that compile in steps ask for
     */
    void writeModel(ModuleModel model, Element origin) throws IOException {
        try (OutputStream target = filer.createResource(StandardLocation.CLASS_OUTPUT, "",
                ModelIndex.modelResource(model.name()), origin).openOutputStream()) {
            ModelFile.write(model, target);
        }
    }

    /** Writes the index, in the order of the names, so that it does not depend on that of the sources. */
    void writeIndex(List<ModuleModel> models, Element... origins) throws IOException {
        TreeMap<String, ModuleModel> sorted = new TreeMap<>();
        models.forEach(model -> sorted.put(model.name(), model));
        try (OutputStream target = filer.createResource(
                StandardLocation.CLASS_OUTPUT, "", ModelIndex.RESOURCE, origins).openOutputStream()) {
            ModelIndex.write(sorted.keySet(), target);
        }
    }
}
