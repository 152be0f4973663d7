package dev.loanword.export.stubs;

import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The signatures of functions as Python source, with annotations and defaults, such as
 * {@code (self, idx: int, query: Buffer | Sequence[float], /) -> float}.
 *
 * <p>Overloads have one each, for stubs; {@code inspect.signature} has one for all, with their types united.
 */
public final class SignatureText {

    private final PythonTypes types;

    /** Signatures with annotations of one kind. */
    public SignatureText(PythonTypes types) {
        this.types = types;
    }

    /** One signature for all overloads of a function. */
    public String of(FunctionModel function) {
        return Signature.merged(signatures(function)).toString();
    }

    /** One signature for all constructors of a type, as its {@code __init__} has it. */
    public String ofConstructors(List<CallModel> constructors) {
        return Signature.merged(constructorSignatures(constructors)).toString();
    }

    /** The signature of a property's getter. */
    public String ofGetter(CallModel getter) {
        return getter(getter).toString();
    }

    /** The signature of a property's setter. */
    public String ofSetter(CallModel setter) {
        return setter(setter).toString();
    }

    Signature getter(CallModel getter) {
        return signature("self", getter, types.resultTypes(getter.result()));
    }

    Signature setter(CallModel setter) {
        return signature("self", setter, Set.of("None"));
    }

    /** A signature for each overload, in order; one for all where Python says what it is. */
    List<Signature> signatures(FunctionModel function) {
        Optional<Signature> fixed = SpecialMethods.fixed(function.name(), function.overloads().getFirst(), types);
        if (fixed.isPresent()) {
            return List.of(fixed.get());
        }
        return function.overloads().stream()
                .map(overload -> signature(receiver(function.binding()), overload, result(function, overload)))
                .map(signature -> SpecialMethods.isCalledByPython(function) ? signature.positional() : signature)
                .toList();
    }

    /** A signature for each constructor, in order. */
    List<Signature> constructorSignatures(List<CallModel> constructors) {
        return constructors.stream()
                .map(constructor -> signature("self", constructor, Set.of("None")))
                .toList();
    }

    private Set<String> result(FunctionModel function, CallModel call) {
        boolean another = function.binding() == Binding.CLASS && call.result().equals(new ValueType.Exported(call.owner()));
        return another ? Set.of(types.typing("Self")) : types.resultTypes(call.result());
    }

    private Signature signature(String receiver, CallModel call, Set<String> result) {
        List<Signature.Parameter> parameters = new ArrayList<>();
        for (ParameterModel parameter : call.pythonParameters()) {
            Set<String> annotation =
                    switch (parameter.kind()) {
                        case VAR_POSITIONAL, VAR_KEYWORD -> types.gatheredTypes(parameter.type());
                        case POSITIONAL_ONLY, STANDARD, KEYWORD_ONLY -> types.argumentTypes(parameter.type());
                    };
            parameters.add(new Signature.Parameter(
                    parameter.name(), parameter.kind(), annotation, defaultValue(parameter)));
        }
        return new Signature(receiver, parameters, result);
    }

    private static String receiver(Binding binding) {
        return switch (binding) {
            case MODULE, STATIC -> "";
            case INSTANCE -> "self";
            case CLASS -> "cls";
        };
    }

    /** A literal as it stands, an enum's member by the name that the enum has here. */
    private String defaultValue(ParameterModel parameter) {
        String literal = parameter.defaultValue();
        ValueType type = withoutNone(parameter.type());
        if (literal.isEmpty() || literal.equals("None")) {
            return literal;
        }
        if (type instanceof ValueType.Exported(var className)) {
            return types.exported(className) + literal.substring(literal.lastIndexOf('.'));
        }
        return types.showsDefault(type) ? literal : Signature.UNSAID;
    }

    private static ValueType withoutNone(ValueType type) {
        return switch (type) {
            case ValueType.Nullable(var of) -> withoutNone(of);
            case ValueType.Optional(var of, _) -> withoutNone(of);
            default -> type;
        };
    }
}
