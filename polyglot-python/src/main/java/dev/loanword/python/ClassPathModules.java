package dev.loanword.python;

import dev.loanword.python.graalpy.CoreFinder;
import dev.loanword.python.graalpy.export.CoreExport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The modules on the application's class path. The path is searched once, when Python misses a module for the first time. */
final class ClassPathModules implements CoreFinder {

    private Map<String, CoreExport> modules;

    @Override
    public Optional<CoreExport> find(String name) {
        return Optional.ofNullable(modules().get(name));
    }

    @Override
    public boolean hasModulesBelow(String packageName) {
        return modules().keySet().stream().anyMatch(name -> name.startsWith(packageName + "."));
    }

    private synchronized Map<String, CoreExport> modules() {
        if (modules == null) {
            modules = new HashMap<>();
            CoreModules.onClassPath(ClassPathModules.class.getClassLoader())
                    .forEach(module -> modules.putIfAbsent(module.name(), module));
        }
        return modules;
    }
}
