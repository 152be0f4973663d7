package dev.loanword.python;

import dev.loanword.export.check.ExportException;
import dev.loanword.export.model.ModelIndex;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.python.packages.PackageCache;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The Python modules of a jar or of a folder of class files.
 *
 * @param path the jar or folder, as it was given
 * @param modules the models of its modules, at least one
 */
public record Core(Path path, List<ModuleModel> modules) {

    /** Copies the list. */
    public Core {
        modules = List.copyOf(modules);
    }

    /**
     * Reads the models of a core. No class is loaded.
     *
     * <p>They are those that the annotation processor wrote beside its classes. If it wrote none, all class files are looked
     * at; what is found in a jar is kept in the user's cache folder, by the jar's SHA-256.
     *
     * @throws CoreException if there is no such file, it is no jar, has no module, or a written model is damaged
     * @throws ExportException if a class can't be exported; its message tells all problems
     */
    public static Core read(Path path) {
        return read(path, PackageCache.standard());
    }

    static Core read(Path path, PackageCache cache) {
        boolean isFolder = Files.isDirectory(path);
        if (!isFolder && !Files.exists(path)) {
            throw new CoreException("there is no core " + path + "; name a jar or a folder of class files");
        }
        try {
            List<ModuleModel> modules = written(path);
            if (modules.isEmpty()) {
                modules = isFolder ? ClassFolder.modules(path) : new ScannedJars(cache).modules(path);
            }
            if (modules.isEmpty()) {
                throw new CoreException(path + " has no Python module: none of its classes is marked with @PyModule");
            }
            return new Core(path, modules);
        } catch (ZipException noJar) {
            throw new CoreException(path + " is no jar (" + noJar.getMessage() + ")", noJar);
        } catch (IOException unreadable) {
            throw new CoreException("the core " + path + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The models of all modules of Java that the scripts of a host can import: those of some cores, of some classes of the
     * application, and {@code bridge}. The toolkit's own, {@code loanword}, has none.
     *
     * @param cores jars and folders, as {@link PythonHostBuilder#core} takes them
     * @param exported classes, as {@link PythonHostBuilder#export} takes them
     * @throws CoreException if a core can't be used
     * @throws ExportException if something can't be exported; its message tells all problems
     */
    public static List<ModuleModel> modules(List<Path> cores, List<Class<?>> exported) {
        try (Cores opened = Cores.open(cores, exported)) {
            return opened.exports().stream().map(export -> export.model().get()).toList();
        }
    }

    private static List<ModuleModel> written(Path path) throws IOException {
        // A loader without parent, so that the class path of the application does not count.
        try (URLClassLoader alone = new URLClassLoader(new URL[] {path.toUri().toURL()}, null)) {
            List<ModuleModel> models = new ArrayList<>();
            for (ModelIndex.Entry entry : ModelIndex.find(alone)) {
                models.add(entry.read());
            }
            return models;
        }
    }
}
