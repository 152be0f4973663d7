package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.RootCallTarget;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The description of one builtin: name, parameters, documentation, and the body to run.
 *
 * @param name the name in Python
 * @param parameters its parameters, {@code self} or the module included
 * @param documentation the docstring
 * @param body makes a new body node; called once a language instance
 */
public record Builtin(String name, Parameters parameters, String documentation, Supplier<FunctionBody> body) {

    /** A function whose parameters are required and may be given by keyword. */
    public static Builtin function(
            String name, List<String> parameters, String documentation, Supplier<FunctionBody> body) {
        return new Builtin(name, Parameters.required(parameters, 0), documentation, body);
    }

    /** A method: {@code self} comes first and is positional-only, the other parameters are required. */
    public static Builtin method(
            String name, List<String> parameters, String documentation, Supplier<FunctionBody> body) {
        return new Builtin(name, Parameters.required(parameters, 1), documentation, body);
    }

    /** A {@link #method} whose body is ordinary Java behind a boundary; see {@link OutlinedBody}. */
    public static Builtin outlined(
            String name, List<String> parameters, String documentation, OutlinedBody.Operation operation) {
        return method(name, parameters, documentation, () -> new OutlinedBody(operation));
    }

    /** The {@code __new__} of a type whose instances only Java makes; {@code type} is its name with its module. */
    public static Builtin notConstructible(String type) {
        return outlined("__new__", List.of("cls"), "", (node, arguments) -> {
            throw PythonExceptions.typeError(node, "cannot create '" + type + "' instances");
        });
    }

    /** The same builtin with default values for its last parameters. */
    public Builtin withDefaults(Object... values) {
        return new Builtin(name, parameters.withDefaults(Arrays.asList(values)), documentation, body);
    }

    /**
     * Makes the function object for the entered context.
     *
     * <p>The call target belongs to the language instance and is made once, so that contexts of one engine share its
     * compiled code; the function object belongs to the context.
     *
     * @param qualifier what tells it from builtins of the same name: module and class, with dots
     * @param enclosingType the Python class of a method, else {@code null}
     */
    public PBuiltinFunction create(String qualifier, Object enclosingType) {
        PythonLanguage language = PythonLanguage.get(null);
        String key = "loanword:" + qualifier + "." + name;
        RootCallTarget target = language.createCachedCallTarget(this::root, FunctionRoot.class, key);
        return create(language, target, enclosingType);
    }

    /**
     * Makes the function object of a builtin that goes with a core.
     *
     * @param targets keeps the call target
     * @param qualifier what tells it from the core's builtins of the same name
     * @param enclosingType the Python class of a method, else {@code null}
     */
    public PBuiltinFunction create(CallTargets targets, String qualifier, Object enclosingType) {
        PythonLanguage language = PythonLanguage.get(null);
        return create(language, targets.get(qualifier + "." + name, this), enclosingType);
    }

    FunctionRoot root(PythonLanguage language) {
        return new FunctionRoot(language, name, parameters.signature(), body.get());
    }

    private PBuiltinFunction create(PythonLanguage language, RootCallTarget target, Object enclosingType) {
        PBuiltinFunction function = PFactory.createBuiltinFunction(
                language,
                Text.python(name),
                enclosingType,
                parameters.defaults().toArray(),
                parameters.defaultsOfKeywords(),
                0,
                target);
        function.setAttribute(Text.python("__doc__"), Text.python(documentation));
        return function;
    }
}
