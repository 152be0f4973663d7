package dev.loanword.export.stubs;

import dev.loanword.export.model.ModuleModel;
import dev.loanword.export.model.TypeModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Where in Python each exported Java class is found: modules name the classes of one another by their Java names. */
public final class ExportedNames {

    private final Map<String, PythonName> names = new HashMap<>();

    /**
     * A name in a module.
     *
     * @param module the module's full name
     */
    public record PythonName(String module, String name) {}

    /**
     * The types of some modules.
     *
     * @throws IllegalArgumentException if a Java class is in two of them
     */
    public ExportedNames(Collection<ModuleModel> modules) {
        for (ModuleModel module : modules) {
            for (TypeModel type : module.types()) {
                PythonName name = new PythonName(module.name(), type.name());
                PythonName other = names.putIfAbsent(type.className(), name);
                if (other != null && !other.equals(name)) {
                    throw new IllegalArgumentException("class " + type.className() + " is " + other.module() + "."
                            + other.name() + " and " + name.module() + "." + name.name() + "; list it in one module");
                }
            }
        }
    }

    /** Whether some module has a Java class of this name. */
    public boolean has(String className) {
        return names.containsKey(className);
    }

    /**
     * The Python name of a Java class.
     *
     * @param className its binary name
     * @throws IllegalArgumentException if no module has it
     */
    public PythonName find(String className) {
        PythonName name = names.get(className);
        if (name == null) {
            throw new IllegalArgumentException("class " + className
                    + " belongs to no known module; list it in a @PyModule, or add the jar that exports it");
        }
        return name;
    }
}
