package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;

/** Makes Python modules whose functions are builtins written in Java. */
public final class PythonModules {

    private PythonModules() {}

    /** An empty module. */
    @TruffleBoundary
    public static PythonModule create(String name, String documentation) {
        PythonModule module = PFactory.createPythonModule(PythonLanguage.get(null), Text.python(name));
        module.setAttribute(Text.python("__doc__"), Text.python(documentation));
        return module;
    }

    /**
     * Adds functions to a module, as {@code builtin_function_or_method} objects bound to it: what C extensions' functions
     * are too. Their first parameter is the module.
     *
     * @param qualifier tells the functions from others of the same names; see {@link Builtin#create}
     */
    @TruffleBoundary
    public static void addFunctions(PythonModule module, String moduleName, String qualifier, List<Builtin> functions) {
        functions.forEach(function -> add(module, moduleName, function, function.create(qualifier, null)));
    }

    /**
     * Adds functions of a core to its module.
     *
     * @param targets where the functions' call targets are kept
     */
    @TruffleBoundary
    public static void addFunctions(
            PythonModule module, String moduleName, CallTargets targets, List<Builtin> functions) {
        functions.forEach(function -> add(module, moduleName, function, function.create(targets, "", null)));
    }

    private static void add(PythonModule module, String moduleName, Builtin function, PBuiltinFunction body) {
        body.setAttribute(Text.python("__module__"), Text.python(moduleName));
        var bound = PFactory.createBuiltinMethod(PythonLanguage.get(null), module, body);
        bound.setAttribute(Text.python("__module__"), Text.python(moduleName));
        module.setAttribute(Text.python(function.name()), bound);
    }

    /** Adds any Python value, such as a class. */
    @TruffleBoundary
    public static void add(PythonModule module, String name, Object value) {
        module.setAttribute(Text.python(name), value);
    }
}
