package dev.loanword.export.stubs;

import dev.loanword.export.model.ParameterKind;
import java.util.List;
import java.util.Set;

/**
 * A Python signature.
 *
 * @param receiver what is bound before the call, {@code self} or {@code cls}; empty if nothing is
 * @param result the types of the result
 */
record Signature(String receiver, List<Parameter> parameters, Set<String> result) {

    /** Stands for a default that can't be said: it differs between overloads, or is no literal. */
    static final String UNSAID = "...";

    Signature {
        parameters = List.copyOf(parameters);
    }

    /**
     * One parameter.
     *
     * @param annotation its types
     * @param defaultValue a Python expression, or empty if the argument is required
     */
    record Parameter(String name, ParameterKind kind, Set<String> annotation, String defaultValue) {

        boolean isOptional() {
            return !defaultValue.isEmpty() || kind == ParameterKind.VAR_POSITIONAL || kind == ParameterKind.VAR_KEYWORD;
        }

        Parameter withKind(ParameterKind other) {
            return new Parameter(name, other, annotation, defaultValue);
        }

        /** The text, such as {@code idx: int = 0}. */
        @Override
        public String toString() {
            String stars =
                    switch (kind) {
                        case VAR_POSITIONAL -> "*";
                        case VAR_KEYWORD -> "**";
                        default -> "";
                    };
            String given = defaultValue.isEmpty() ? "" : " = " + defaultValue;
            return stars + name + ": " + PythonTypes.union(annotation) + given;
        }
    }

    /** The same with every parameter by position alone that could be given by position or name. */
    Signature positional() {
        return new Signature(
                receiver,
                parameters.stream()
                        .map(parameter -> parameter.kind() == ParameterKind.STANDARD
                                ? parameter.withKind(ParameterKind.POSITIONAL_ONLY)
                                : parameter)
                        .toList(),
                result);
    }

    /** The text, such as {@code (self, idx: int, /, *, exact: bool = False) -> float}. */
    @Override
    public String toString() {
        return text(receiver) + " -> " + PythonTypes.union(result);
    }

    /** What a call is given, such as {@code (idx: int, /, *, exact: bool = False)}. */
    String arguments() {
        return text("");
    }

    private String text(String bound) {
        StringBuilder text = new StringBuilder("(").append(bound);
        boolean slash = false;
        boolean star = false;
        for (Parameter parameter : parameters) {
            ParameterKind kind = parameter.kind();
            if (slash && kind != ParameterKind.POSITIONAL_ONLY) {
                separate(text).append('/');
                slash = false;
            }
            slash |= kind == ParameterKind.POSITIONAL_ONLY;
            if (kind == ParameterKind.KEYWORD_ONLY && !star) {
                separate(text).append('*');
                star = true;
            }
            star |= kind == ParameterKind.VAR_POSITIONAL;
            separate(text).append(parameter);
        }
        if (slash) {
            separate(text).append('/');
        }
        return text.append(')').toString();
    }

    private static StringBuilder separate(StringBuilder text) {
        return text.length() == 1 ? text : text.append(", ");
    }

    /**
     * One signature that covers several, as far as one can: types at one position are united, and what some lack is optional.
     *
     * <p>Positional parameters are matched by their place, others by name. At one place all have one name, which the check of
     * overloads makes sure of; if not, the first counts.
     */
    static Signature merged(List<Signature> signatures) {
        if (signatures.size() == 1) {
            return signatures.getFirst();
        }
        return new SignatureMerger(signatures).merged();
    }

    /** The positional parameters, those gathered aside. */
    List<Parameter> positionalParameters() {
        return parameters.stream()
                .filter(parameter ->
                        parameter.kind() == ParameterKind.POSITIONAL_ONLY || parameter.kind() == ParameterKind.STANDARD)
                .toList();
    }
}
