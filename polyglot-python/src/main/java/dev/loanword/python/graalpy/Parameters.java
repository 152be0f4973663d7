package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.function.PKeyword;
import com.oracle.graal.python.builtins.objects.function.Signature;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a builtin, in Python's order.
 *
 * @param positional names of those that may be given by position, {@code self} or the module included
 * @param positionalOnly how many of these can't be given by keyword
 * @param defaults the Python values of the last of these
 * @param variable whether further positional arguments are taken, {@code *args}
 * @param keywordOnly names of those that are given by keyword alone
 * @param keywordDefaults the Python values of those of them that may be left out
 * @param variableKeywords whether further keyword arguments are taken, {@code **kwargs}
 */
public record Parameters(
        List<String> positional,
        int positionalOnly,
        List<Object> defaults,
        boolean variable,
        List<String> keywordOnly,
        Map<String, Object> keywordDefaults,
        boolean variableKeywords) {

    /** Required parameters, of which the first {@code positionalOnly} can't be given by keyword. */
    static Parameters required(List<String> names, int positionalOnly) {
        return new Parameters(names, positionalOnly, List.of(), false, List.of(), Map.of(), false);
    }

    /** One parameter, that a function is bound to, and any arguments besides. */
    public static Parameters anything(String bound) {
        return new Parameters(List.of(bound), 1, List.of(), true, List.of(), Map.of(), true);
    }

    /** One parameter, that a function is bound to, and any positional arguments besides. */
    public static Parameters arguments(String bound) {
        return new Parameters(List.of(bound), 1, List.of(), true, List.of(), Map.of(), false);
    }

    /** The same parameters with default values for the last positional ones. */
    Parameters withDefaults(List<Object> values) {
        return new Parameters(positional, positionalOnly, values, variable, keywordOnly, keywordDefaults, variableKeywords);
    }

    Signature signature() {
        return new Signature(
                positionalOnly, variableKeywords, variable ? positional.size() : -1, names(positional), names(keywordOnly));
    }

    PKeyword[] defaultsOfKeywords() {
        return keywordDefaults.entrySet().stream()
                .map(entry -> new PKeyword(Text.python(entry.getKey()), entry.getValue()))
                .toArray(PKeyword[]::new);
    }

    private static TruffleString[] names(List<String> names) {
        return names.stream().map(Text::python).toArray(TruffleString[]::new);
    }
}
