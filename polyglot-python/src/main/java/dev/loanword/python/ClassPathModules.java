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
    public synchronized Optional<CoreExport> find(String name) {
        if (modules == null) {
            modules = new HashMap<>();
            CoreModules.onClassPath(ClassPathModules.class.getClassLoader())
                    .forEach(module -> modules.putIfAbsent(module.name(), module));
        }
        return Optional.ofNullable(modules.get(name));
    }
}
