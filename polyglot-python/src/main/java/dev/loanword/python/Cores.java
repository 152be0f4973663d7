package dev.loanword.python;

import dev.loanword.export.check.ModuleSet;
import dev.loanword.export.check.Problem;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.python.graalpy.export.CoreExport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cores that one host was opened with, and the class loader of those that are not on the class path. */
final class Cores implements AutoCloseable {
    private static final String TOOLKIT = "loanword";

    private final CoreLoader loader;
    private final List<CoreExport> exports = new ArrayList<>();

    private Cores(List<Core> cores, List<?> exported) {
        Map<String, String> places = new HashMap<>();
        CoreExport shipped = CoreModules.shipped();
        places.put(shipped.name(), "Loanword itself");
        exports.add(shipped);
        checkNames(cores, exported, places);
        checkTogether(cores);
        loader = cores.isEmpty() ? null : CoreLoader.open(cores.stream().map(Core::path).toList());
        for (Core core : cores) {
            for (ModuleModel module : core.modules()) {
                exports.add(new CoreExport(module.name(), () -> module, loader.loader(), null));
            }
        }
        exported.forEach(module -> exports.add(CoreModules.ofExported(module)));
    }

    /**
     * Finds all modules, before there is a Python.
     *
     * @param paths jars and folders, loaded by one class loader as if they were one class path
     * @param exported classes or instances, as {@link PythonHost#export} takes them
     * @throws CoreException if a core can't be used
     * @throws dev.loanword.export.check.ExportException if a class can't be exported
     */
    static Cores open(List<Path> paths, List<?> exported) {
        return new Cores(paths.stream().map(Core::read).toList(), exported);
    }

    /** All modules, the shipped one first. */
    List<CoreExport> exports() {
        return exports;
    }

    /** The class loader of the jars and folders; the application's if there are none. */
    ClassLoader loader() {
        return loader == null ? Cores.class.getClassLoader() : loader.loader();
    }

    /** Closes the jars unless another host uses them; classes that were loaded go on working. Called once. */
    @Override
    public void close() {
        if (loader != null) {
            loader.close();
        }
    }

    private static void checkNames(List<Core> cores, List<?> exported, Map<String, String> places) {
        for (Core core : cores) {
            for (ModuleModel module : core.modules()) {
                checkName(module.name(), core.path().toString(), places);
            }
        }
        for (Object module : exported) {
            CoreExport export = CoreModules.ofExported(module);
            checkName(export.name(), "the class " + export.model().get().className(), places);
        }
    }

    private static void checkName(String name, String place, Map<String, String> places) {
        if (name.equals(TOOLKIT) || name.startsWith(TOOLKIT + ".")) {
            throw new CoreException(place + " has a module '" + name + "', and '" + TOOLKIT
                    + "' is Loanword's own; give it another name: @PyModule(name = \"…\")");
        }
        String other = places.putIfAbsent(name, place);
        if (other != null) {
            throw new CoreException(other.equals(place)
                    ? place + " is given twice"
                    : "the module '" + name + "' is in " + other + " and in " + place
                            + "; leave one out, or give one another name: @PyModule(name = \"…\")");
        }
    }

    private static void checkTogether(List<Core> cores) {
        List<ModuleModel> all = cores.stream().flatMap(core -> core.modules().stream()).toList();
        List<Problem> clashes = new ModuleSet(all).clashes();
        if (!clashes.isEmpty()) {
            throw new CoreException(
                    String.join("\n", clashes.stream().map(Problem::message).toList()));
        }
    }
}
