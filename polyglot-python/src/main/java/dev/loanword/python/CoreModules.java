package dev.loanword.python;

import dev.loanword.bridge.Bridge;
import dev.loanword.export.check.Exports;
import dev.loanword.export.model.ModelFile;
import dev.loanword.export.model.ModelIndex;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.python.graalpy.export.CoreExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Finds the models of exported classes: the file that the annotation processor wrote, else the class file itself. */
final class CoreModules {

    private static final ClassValue<ModuleModel> MODELS = new ClassValue<>() {
        @Override
        protected ModuleModel computeValue(Class<?> module) {
            return written(module).orElseGet(() -> Exports.of(module));
        }
    };

    private CoreModules() {}

    /** The shipped core. Its model is read when a script imports it. */
    static CoreExport shipped() {
        return new CoreExport("bridge", CoreModules::readShipped, Bridge.class.getClassLoader(), null);
    }

    private static ModuleModel readShipped() {
        try (InputStream model = Bridge.class.getResourceAsStream("/" + ModelIndex.modelResource("bridge"))) {
            return ModelFile.read(model);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The module that a class is.
     *
     * @param instance what its instance methods are called on; {@code null} to construct one when it is imported
     * @throws dev.loanword.export.check.ExportException if something in it can't be exported
     */
    static CoreExport of(Class<?> module, Object instance) {
        ModuleModel model = MODELS.get(module);
        return new CoreExport(model.name(), () -> model, loaderOf(module), instance);
    }

    /**
     * The module of what an application exports.
     *
     * @param module a class, or an instance of one
     */
    static CoreExport ofExported(Object module) {
        return module instanceof Class<?> type ? of(type, null) : of(module.getClass(), module);
    }

    /** The modules whose models were written, on the class path of a loader. None is read yet. */
    static List<CoreExport> onClassPath(ClassLoader loader) {
        try {
            return ModelIndex.find(loader).stream()
                    .map(entry -> new CoreExport(entry.moduleName(), () -> read(entry), loader, null))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The bootstrap loader is no object. */
    private static ClassLoader loaderOf(Class<?> module) {
        return module.getClassLoader() == null ? ClassLoader.getSystemClassLoader() : module.getClassLoader();
    }

    private static Optional<ModuleModel> written(Class<?> module) {
        try {
            return ModelIndex.find(loaderOf(module)).stream()
                    .map(CoreModules::read)
                    .filter(model -> model.className().equals(module.getName()))
                    .findFirst();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ModuleModel read(ModelIndex.Entry entry) {
        try {
            return entry.read();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
