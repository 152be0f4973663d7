package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.ParameterDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks one method or constructor: whether Python can call it, and how. */
final class CallChecker {
    private static final int MOST_INLINED_PARAMETERS = 3;
    private static final Set<ValueType> PLAIN_VALUES =
            Set.of(Simple.BOOLEAN, Simple.INT32, Simple.INT64, Simple.FLOAT64);

    private final CheckContext context;
    private final ClassDeclaration owner;

    /**
     * @param owner the exported class; methods that it inherits are called on it as well
     */
    CallChecker(CheckContext context, ClassDeclaration owner) {
        this.context = context;
        this.owner = owner;
    }

    /** Returns the method's model; empty if there was a problem, which is noted. */
    Optional<CallModel> check(MethodDeclaration method) {
        return check(method, CallModel.Mode.PLAIN);
    }

    /** The same of an exported function. */
    Optional<CallModel> check(MethodDeclaration method, Marking.Function marking) {
        if (marking.releasesGil() && marking.inlined()) {
            context.problem(method, CheckContext.label(owner, method) + " can't be inlined and release the GIL, which takes longer"
                    + " than a call; leave one of the two out");
            return Optional.empty();
        }
        return check(method, marking.inlined() ? CallModel.Mode.INLINED
                : marking.releasesGil() ? CallModel.Mode.RELEASES_GIL : CallModel.Mode.PLAIN);
    }

    private Optional<CallModel> check(MethodDeclaration method, CallModel.Mode mode) {
        String label = CheckContext.label(owner, method);
        if (!method.is(AccessFlag.PUBLIC)) {
            context.problem(method, label + " is exported and not public; make it public");
            return Optional.empty();
        }
        if (!method.typeParameters().isEmpty()) {
            context.problem(method, label + " has the type variable " + String.join(", ", method.typeParameters())
                    + ", which Python can't choose; write the types themselves");
            return Optional.empty();
        }
        Optional<List<ParameterModel>> parameters = parameters(method, label);
        Optional<ValueType> result = result(method, label);
        if (parameters.isEmpty() || result.isEmpty() || !isInOrder(method, label, parameters.get())
                || mode == CallModel.Mode.RELEASES_GIL && !staysAwayFromPython(method, label, parameters.get())) {
            return Optional.empty();
        }
        if (mode == CallModel.Mode.INLINED && !isOfPlainValues(parameters.get(), result.get())) {
            context.problem(method, label + " can't be inlined: that takes at most " + MOST_INLINED_PARAMETERS
                    + " parameters, each a boolean, int, long or double, and a result that is one of these or none");
            return Optional.empty();
        }
        return Optional.of(new CallModel(kind(method), owner.name(), method.name(), method.descriptor(), parameters.get(),
                result.get(), mode));
    }

    private static boolean isOfPlainValues(List<ParameterModel> parameters, ValueType result) {
        return parameters.size() <= MOST_INLINED_PARAMETERS
                && parameters.stream().allMatch(parameter -> PLAIN_VALUES.contains(parameter.type())
                        && parameter.kind().compareTo(ParameterKind.STANDARD) <= 0)
                && (result == Simple.NONE || PLAIN_VALUES.contains(result));
    }

    private CallModel.Kind kind(MethodDeclaration method) {
        if (method.isConstructor()) {
            return CallModel.Kind.CONSTRUCTOR;
        } else if (method.is(AccessFlag.STATIC)) {
            return CallModel.Kind.STATIC;
        }
        return owner.kind() == ClassDeclaration.Kind.INTERFACE ? CallModel.Kind.INTERFACE : CallModel.Kind.VIRTUAL;
    }

    private Optional<List<ParameterModel>> parameters(MethodDeclaration method, String label) {
        List<ParameterModel> models = new ArrayList<>();
        List<ParameterDeclaration> parameters = method.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            boolean isVarargs = method.is(AccessFlag.VARARGS) && i == parameters.size() - 1;
            new ParameterChecker(context, label, parameters.get(i), i, isVarargs).check().ifPresent(models::add);
        }
        return models.size() == parameters.size() ? Optional.of(models) : Optional.empty();
    }

    private Optional<ValueType> result(MethodDeclaration method, String label) {
        try {
            return Optional.of(context.valueTypes().of(method.result(), Place.RESULT, Marking.Borrow.ANY,
                    method.isMarked(Marking.Unsigned.class)));
        } catch (UnsupportedTypeException unsupported) {
            context.problem(method, label + " gives a " + method.result() + ": " + unsupported.getMessage());
            return Optional.empty();
        }
    }

    /** Checks what Python checks of a {@code def}: the order of kinds, defaults, names used twice. */
    private boolean isInOrder(MethodDeclaration method, String label, List<ParameterModel> parameters) {
        Set<String> names = new HashSet<>();
        ParameterModel last = null;
        ParameterModel lastOptional = null;
        for (int i = 0; i < parameters.size(); i++) {
            ParameterModel parameter = parameters.get(i);
            if (parameter.isSupplied()) {
                continue;
            }
            ParameterDeclaration declaration = method.parameters().get(i);
            String start = label + ": parameter '" + parameter.name() + "'";
            if (!names.add(parameter.name())) {
                context.problem(declaration, start + " has the name of another one; name it: @PyParameter(name = \"...\")");
                return false;
            }
            if (last != null && !mayFollow(last.kind(), parameter.kind())) {
                context.problem(declaration, start + " is " + parameter.kind() + " and stands behind '" + last.name()
                        + "', which is " + last.kind() + "; the order is " + List.of(ParameterKind.values()));
                return false;
            }
            boolean isPositional = parameter.kind().compareTo(ParameterKind.STANDARD) <= 0;
            if (isPositional && lastOptional != null && !parameter.isOptional()) {
                context.problem(declaration, start + " is required and stands behind '" + lastOptional.name()
                        + "', which has a default; give it a default, or make it KEYWORD_ONLY");
                return false;
            }
            lastOptional = isPositional && parameter.isOptional() ? parameter : lastOptional;
            last = parameter;
        }
        return true;
    }

    private static boolean mayFollow(ParameterKind before, ParameterKind kind) {
        boolean isOneOnly = kind == ParameterKind.VAR_POSITIONAL || kind == ParameterKind.VAR_KEYWORD;
        return isOneOnly ? before.compareTo(kind) < 0 : before.compareTo(kind) <= 0;
    }

    private boolean staysAwayFromPython(MethodDeclaration method, String label, List<ParameterModel> parameters) {
        boolean isGood = true;
        for (int i = 0; i < parameters.size(); i++) {
            ValueType type = parameters.get(i).type();
            ValueType plain = type instanceof ValueType.Nullable nullable ? nullable.of() : type;
            if (plain instanceof ValueType.Callback || plain instanceof ValueType.Iteration) {
                context.problem(method.parameters().get(i), label + ": parameter '" + parameters.get(i).name() + "' is a "
                        + method.parameters().get(i).type() + ", which runs Python code while the method releases the GIL;"
                        + " take a List, or leave releasesGil out");
                isGood = false;
            }
        }
        return isGood;
    }
}
