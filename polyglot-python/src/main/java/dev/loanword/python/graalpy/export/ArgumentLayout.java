package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.python.graalpy.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The one Python signature over all overloads of a function, and where each argument lies in a frame. */
final class ArgumentLayout {

    private final List<String> positional = new ArrayList<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final List<String> keywordOnly = new ArrayList<>();
    private int positionalOnly = 1;
    private int ignored;
    private boolean variable;
    private boolean variableKeywords;

    /** Marks a parameter that some overload lacks, or that has several defaults. */
    private static final String LEFT_OUT = "";

    /**
     * @param first the name of what a function is bound to: {@code self}, {@code cls} or the like
     * @param overloads the methods; their names agree where their positions do, as the checker saw to
     */
    ArgumentLayout(String first, List<CallModel> overloads) {
        positional.add(first);
        for (CallModel overload : overloads) {
            overload.pythonParameters().forEach(this::add);
        }
        for (CallModel overload : overloads) {
            markWhatIsLacking(overload);
        }
    }

    /** Takes further arguments that no method asks for, as {@code __exit__} gets. */
    ArgumentLayout ignoring(List<String> names) {
        positional.addAll(names);
        ignored = names.size();
        return this;
    }

    /** Takes any further arguments; whoever uses the layout looks at them. */
    ArgumentLayout takingAnything() {
        variable = true;
        variableKeywords = true;
        return this;
    }

    private void add(ParameterModel parameter) {
        switch (parameter.kind()) {
            case VAR_POSITIONAL -> variable = true;
            case VAR_KEYWORD -> variableKeywords = true;
            case POSITIONAL_ONLY, STANDARD, KEYWORD_ONLY -> {
                List<String> names = parameter.kind() == ParameterKind.KEYWORD_ONLY ? keywordOnly : positional;
                if (!names.contains(parameter.name())) {
                    names.add(parameter.name());
                }
                if (parameter.kind() == ParameterKind.POSITIONAL_ONLY) {
                    positionalOnly = Math.max(positionalOnly, positional.size());
                }
                if (parameter.isOptional()) {
                    defaults.merge(
                            parameter.name(),
                            parameter.defaultValue(),
                            (one, other) -> one.equals(other) ? one : LEFT_OUT);
                }
            }
        }
    }

    private void markWhatIsLacking(CallModel overload) {
        List<String> names = overload.pythonParameters().stream().map(ParameterModel::name).toList();
        for (String name : positional.subList(1, positional.size())) {
            if (!names.contains(name)) {
                defaults.put(name, LEFT_OUT);
            }
        }
        for (String name : keywordOnly) {
            if (!names.contains(name)) {
                defaults.put(name, LEFT_OUT);
            }
        }
    }

    /**
     * The signature for GraalPy.
     *
     * @param valueOf makes a Python value of a default, a Python literal
     */
    Parameters parameters(Function<String, Object> valueOf) {
        List<Object> ofPositional = new ArrayList<>();
        for (String name : positional) {
            if (defaults.containsKey(name)) {
                ofPositional.add(valueOrMark(name, valueOf));
            }
        }
        Map<String, Object> ofKeywords = new LinkedHashMap<>();
        for (String name : keywordOnly) {
            if (defaults.containsKey(name)) {
                ofKeywords.put(name, valueOrMark(name, valueOf));
            }
        }
        return new Parameters(
                List.copyOf(positional),
                positionalOnly,
                ofPositional,
                variable,
                List.copyOf(keywordOnly),
                ofKeywords,
                variableKeywords);
    }

    private Object valueOrMark(String name, Function<String, Object> valueOf) {
        String literal = defaults.get(name);
        return literal.equals(LEFT_OUT) ? PNone.NO_VALUE : valueOf.apply(literal);
    }

    /** Where the arguments lie that other overloads take, and this one does not. */
    List<JavaCall.ArgumentSource> sourcesOfOthers(CallModel overload) {
        List<String> own = overload.pythonParameters().stream().map(ParameterModel::name).toList();
        List<JavaCall.ArgumentSource> sources = new ArrayList<>();
        for (int i = 1; i < positional.size() - ignored; i++) {
            if (!own.contains(positional.get(i))) {
                sources.add(JavaCall.ArgumentSource.at(i));
            }
        }
        for (int i = 0; i < keywordOnly.size(); i++) {
            if (!own.contains(keywordOnly.get(i))) {
                sources.add(JavaCall.ArgumentSource.at(positional.size() + i));
            }
        }
        return sources;
    }

    /** Where the argument of a positional parameter lies in the signature. */
    int position(ParameterModel parameter) {
        return positional.indexOf(parameter.name());
    }

    /** Where the argument of a parameter lies. */
    JavaCall.ArgumentSource source(ParameterModel parameter) {
        if (parameter.isSupplied()) {
            return frameArguments -> null;
        }
        return switch (parameter.kind()) {
            case POSITIONAL_ONLY, STANDARD -> JavaCall.ArgumentSource.at(position(parameter));
            case KEYWORD_ONLY -> JavaCall.ArgumentSource.at(positional.size() + keywordOnly.indexOf(parameter.name()));
            case VAR_POSITIONAL -> ArgumentLayout::furtherArguments;
            case VAR_KEYWORD -> ArgumentLayout::furtherKeywords;
        };
    }

    /** What Python's own functions see as args. */
    private static Object furtherArguments(Object[] frameArguments) {
        Object[] values = PArguments.getVariableArguments(frameArguments);
        return PFactory.createTuple(PythonLanguage.get(null), values.clone());
    }

    /** What Python's own functions see as kwargs. */
    private static Object furtherKeywords(Object[] frameArguments) {
        return PFactory.createDict(PythonLanguage.get(null), PArguments.getKeywordArguments(frameArguments));
    }
}
