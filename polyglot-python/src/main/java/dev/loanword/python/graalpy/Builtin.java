package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.function.PBuiltinFunction;
import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.builtins.objects.function.Signature;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.List;
import java.util.function.Supplier;

/**
 * The description of one builtin: name, parameters, documentation, and the body to run.
 *
 * @param name the name in Python
 * @param parameters parameter names in order, {@code self} included for methods
 * @param positionalOnly how many of them can't be given by keyword
 * @param defaults the Python values of the last parameters
 * @param documentation the docstring
 * @param body makes a new body node; called once a language instance
 */
public record Builtin(
        String name,
        List<String> parameters,
        int positionalOnly,
        List<Object> defaults,
        String documentation,
        Supplier<FunctionBody> body) {

    /** A function whose parameters are required and may be given by keyword. */
    public static Builtin function(
            String name, List<String> parameters, String documentation, Supplier<FunctionBody> body) {
        return new Builtin(name, parameters, 0, List.of(), documentation, body);
    }

    /** A method: {@code self} comes first and is positional-only, the other parameters are required. */
    public static Builtin method(
            String name, List<String> parameters, String documentation, Supplier<FunctionBody> body) {
        return new Builtin(name, parameters, 1, List.of(), documentation, body);
    }

    /** A {@link #method} whose body is ordinary Java behind a boundary; see {@link OutlinedBody}. */
    public static Builtin outlined(
            String name, List<String> parameters, String documentation, OutlinedBody.Operation operation) {
        return method(name, parameters, documentation, () -> new OutlinedBody(operation));
    }

    /** The same builtin with default values for its last parameters. */
    public Builtin withDefaults(Object... values) {
        return new Builtin(name, parameters, positionalOnly, List.of(values), documentation, body);
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
    PBuiltinFunction create(String qualifier, Object enclosingType) {
        PythonLanguage language = PythonLanguage.get(null);
        String key = "loanword:" + qualifier + "." + name;
        RootCallTarget target = language.createCachedCallTarget(
                owner -> new FunctionRoot(owner, name, signature(), body.get()), FunctionRoot.class, key);
        PBuiltinFunction function = PFactory.createBuiltinFunction(
                language, Text.python(name), enclosingType, defaults.toArray(), PKeyword.EMPTY_KEYWORDS, 0, target);
        function.setAttribute(Text.python("__doc__"), Text.python(documentation));
        return function;
    }

    private Signature signature() {
        TruffleString[] names = parameters.stream().map(Text::python).toArray(TruffleString[]::new);
        return new Signature(positionalOnly, false, -1, names, null);
    }
}
