package dev.loanword.export.stubs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that a Python file uses and does not define.
 *
 * <p>A name is imported as it is, unless the file gives it another meaning somewhere: a property {@code date} of a class hides
 * {@code datetime.date} from all that stands in the class. Then its module is imported under a private name.
 */
final class Imports {

    private final Set<String> taken;
    private final Map<String, String> fromModules = new TreeMap<>();
    private final Map<String, String> modules = new TreeMap<>();

    /**
     * Creates one without imports.
     *
     * @param taken every name that the file defines, wherever
     */
    Imports(Set<String> taken) {
        this.taken = Set.copyOf(taken);
    }

    /** How the file calls a name that needs no import. */
    String builtin(String name) {
        return taken.contains(name) ? module("builtins", true) + "." + name : name;
    }

    /** How the file calls a name of another module, which it imports from there. */
    String from(String module, String name) {
        if (taken.contains(name) || !fromModules.getOrDefault(name, module).equals(module)) {
            return module(module, true) + "." + name;
        }
        fromModules.put(name, module);
        return name;
    }

    /** How the file calls a name of another module, which it imports whole. */
    String qualified(String module, String name) {
        int dot = module.indexOf('.');
        String first = dot < 0 ? module : module.substring(0, dot);
        return module(module, taken.contains(first) || fromModules.containsKey(first)) + "." + name;
    }

    /** A name that begins with an underscore and that the file does not define. */
    String privately(String name) {
        String hidden = "_" + name;
        while (taken.contains(hidden)) {
            hidden = "_" + hidden;
        }
        return hidden;
    }

    private String module(String module, boolean hidden) {
        return modules.computeIfAbsent(
                module, name -> hidden ? privately(name.replace('.', '_')) : name);
    }

    /** The import statements, one a line, sorted. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        modules.forEach((module, name) ->
                statements.add("import " + module + (name.equals(module) ? "" : " as " + name)));
        Map<String, Set<String>> names = new TreeMap<>();
        fromModules.forEach((name, module) -> names.computeIfAbsent(module, _ -> new TreeSet<>()).add(name));
        names.forEach((module, list) -> statements.add("from " + module + " import " + String.join(", ", list)));
        return statements;
    }
}
