package dev.loanword.export.stubs;

import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.stubs.Signature.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one signature of the overloads of a function; see {@link Signature#merged}. */
final class SignatureMerger {

    private final List<Signature> signatures;
    private final List<Parameter> parameters = new ArrayList<>();

    SignatureMerger(List<Signature> signatures) {
        this.signatures = signatures;
    }

    Signature merged() {
        positional();
        named(ParameterKind.VAR_POSITIONAL);
        named(ParameterKind.KEYWORD_ONLY);
        named(ParameterKind.VAR_KEYWORD);
        Set<String> result = new LinkedHashSet<>();
        signatures.forEach(signature -> result.addAll(signature.result()));
        return new Signature(signatures.getFirst().receiver(), parameters, result);
    }

    private void positional() {
        int longest = signatures.stream()
                .mapToInt(signature -> signature.positionalParameters().size())
                .max()
                .orElse(0);
        for (int place = 0; place < longest; place++) {
            List<Parameter> alternatives = new ArrayList<>();
            for (Signature signature : signatures) {
                List<Parameter> positional = signature.positionalParameters();
                if (place < positional.size()) {
                    alternatives.add(positional.get(place));
                }
            }
            parameters.add(merged(alternatives));
        }
    }

    private void named(ParameterKind kind) {
        Map<String, List<Parameter>> byName = new LinkedHashMap<>();
        for (Signature signature : signatures) {
            for (Parameter parameter : signature.parameters()) {
                if (parameter.kind() == kind) {
                    // There is one *args and one **kwargs, whatever the overloads call theirs.
                    String key = kind == ParameterKind.KEYWORD_ONLY ? parameter.name() : "";
                    byName.computeIfAbsent(key, _ -> new ArrayList<>()).add(parameter);
                }
            }
        }
        byName.values().forEach(alternatives -> parameters.add(merged(alternatives)));
    }

    private Parameter merged(List<Parameter> alternatives) {
        Parameter first = alternatives.getFirst();
        Set<String> types = new LinkedHashSet<>();
        alternatives.forEach(alternative -> types.addAll(alternative.annotation()));
        boolean everywhere = alternatives.size() == signatures.size();
        boolean optional = !everywhere || alternatives.stream().anyMatch(Parameter::isOptional);
        boolean agreed = everywhere && alternatives.stream().allMatch(other -> other.defaultValue().equals(first.defaultValue()));
        boolean gathers = first.kind() == ParameterKind.VAR_POSITIONAL || first.kind() == ParameterKind.VAR_KEYWORD;
        String defaultValue = gathers || !optional ? "" : agreed ? first.defaultValue() : Signature.UNSAID;
        boolean byPosition = alternatives.stream().anyMatch(other -> other.kind() == ParameterKind.POSITIONAL_ONLY);
        return new Parameter(
                first.name(), byPosition ? ParameterKind.POSITIONAL_ONLY : first.kind(), types, defaultValue);
    }
}
