package dev.loanword.export.check;

import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.ParameterDeclaration;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.Optional;

/** Checks one parameter. */
final class ParameterChecker {
    private final CheckContext context;
    private final ParameterDeclaration parameter;
    private final Marking.Parameter marking;
    /** Method and parameter, as messages begin: {@code Pricing.callPrice: parameter 'rate'}. */
    private final String label;
    private final boolean isVarargs;

    /**
     * @param method how messages call the method
     * @param index the parameter's, from 0
     * @param isVarargs whether Java takes any number of arguments for it
     */
    ParameterChecker(
            CheckContext context, String method, ParameterDeclaration parameter, int index, boolean isVarargs) {
        this.context = context;
        this.parameter = parameter;
        this.marking = parameter.marking(Marking.Parameter.class).orElse(Marking.Parameter.NONE);
        this.isVarargs = isVarargs;
        String name = parameter.name().or(() -> Optional.of(marking.name()).filter(given -> !given.isEmpty()))
                .map(known -> "'" + known + "'").orElse(String.valueOf(index + 1));
        this.label = method + ": parameter " + name;
    }

    /** Returns the parameter's model; empty if there was a problem, which is noted. */
    Optional<ParameterModel> check() {
        Optional<ValueType> type = type();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (type.get() instanceof Simple simple && simple.isSupplied()) {
            return supplied(simple);
        }
        Optional<String> name = name();
        ParameterKind kind = marking.kind()
                .orElse(isVarargs ? ParameterKind.VAR_POSITIONAL : ParameterKind.STANDARD);
        Optional<ValueType> fitting = withDefault(type.get(), kind).filter(found -> fits(kind, found));
        return name.isEmpty() || fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(new ParameterModel(name.get(), kind, defaultValue(fitting.get(), kind), fitting.get()));
    }

    private void problem(String message) {
        context.problem(parameter, label + message);
    }

    private Optional<ParameterModel> supplied(Simple type) {
        if (parameter.isMarked(Marking.Parameter.class)) {
            problem(" is a " + parameter.type() + ", which the host supplies and Python does not see; take @PyParameter away");
            return Optional.empty();
        }
        return Optional.of(new ParameterModel("", ParameterKind.STANDARD, "", type));
    }

    private Optional<ValueType> type() {
        JavaType written = parameter.type();
        Optional<Marking.Borrow> borrow = parameter.marking(Marking.Borrow.class);
        boolean isBuffer = written instanceof JavaType.Class named && named.name().equals(ValueTypes.BORROWED_BUFFER);
        if (borrow.isPresent() && !isBuffer) {
            problem(" is marked with @Borrow and has the type " + written + "; make it a BorrowedBuffer");
            return Optional.empty();
        }
        Optional<String> impossible = borrow.flatMap(BorrowRules::problem);
        if (impossible.isPresent()) {
            problem(impossible.get());
            return Optional.empty();
        }
        try {
            return Optional.of(context.valueTypes().of(written, Place.PARAMETER, borrow.orElse(Marking.Borrow.ANY),
                    parameter.isMarked(Marking.Unsigned.class)));
        } catch (UnsupportedTypeException unsupported) {
            problem(" has the type " + written + ": " + unsupported.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> name() {
        if (!marking.name().isEmpty()) {
            if (!PythonNames.isName(marking.name())) {
                problem(" is named \"" + marking.name() + "\", which is no name in Python; use letters, digits and _, and no"
                        + " keyword");
                return Optional.empty();
            }
            return Optional.of(marking.name());
        }
        if (parameter.name().isEmpty()) {
            problem(" has no name in the class file; compile with -parameters, or name it: @PyParameter(name = \"...\")");
            return Optional.empty();
        }
        String derived = PythonNames.withoutKeyword(PythonNames.snakeCase(parameter.name().get()));
        if (!PythonNames.isName(derived)) {
            problem(" would be \"" + derived + "\", which is no name in Python; name it: @PyParameter(name = \"...\")");
            return Optional.empty();
        }
        return Optional.of(derived);
    }

    /** Returns the type, which None as a default makes nullable; empty if the default is none of its values. */
    private Optional<ValueType> withDefault(ValueType type, ParameterKind kind) {
        String text = marking.defaultValue();
        if (text.isEmpty()) {
            return Optional.of(type);
        }
        if (kind == ParameterKind.VAR_POSITIONAL || kind == ParameterKind.VAR_KEYWORD) {
            problem(" takes all further arguments, and has the default \"" + text + "\"; take the default away: without any it"
                    + " is empty");
            return Optional.empty();
        }
        PythonLiteral value;
        try {
            value = PythonLiteral.parse(text);
        } catch (IllegalArgumentException malformed) {
            problem(" has the default \"" + text + "\", which is no Python literal: " + malformed.getMessage());
            return Optional.empty();
        }
        if (value instanceof PythonLiteral.None) {
            return withNone(type);
        }
        Optional<String> wrong = new Defaults(context).problem(value, type);
        wrong.ifPresent(reason ->
                problem(" has the type " + parameter.type() + " and the default \"" + text + "\": " + reason));
        return wrong.isPresent() ? Optional.empty() : Optional.of(type);
    }

    private Optional<ValueType> withNone(ValueType type) {
        if (parameter.type() instanceof JavaType.Primitive primitive) {
            problem(" has the type " + primitive + " and the default \"None\", which it can't hold; declare it as "
                    + boxed(primitive) + " or Optional");
            return Optional.empty();
        }
        boolean holdsNone = type instanceof ValueType.Nullable || type instanceof ValueType.Optional || type == Simple.ANY;
        return Optional.of(holdsNone ? type : new ValueType.Nullable(type));
    }

    private static String boxed(JavaType.Primitive primitive) {
        return switch (primitive) {
            case INT -> "Integer";
            case CHAR -> "Character";
            default -> primitive.toString().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + primitive.toString().substring(1);
        };
    }

    private String defaultValue(ValueType type, ParameterKind kind) {
        boolean isNoneByItself = type instanceof ValueType.Optional && marking.defaultValue().isEmpty()
                && kind != ParameterKind.VAR_POSITIONAL && kind != ParameterKind.VAR_KEYWORD;
        return isNoneByItself ? "None" : marking.defaultValue().strip();
    }

    private boolean fits(ParameterKind kind, ValueType type) {
        if (kind == ParameterKind.VAR_POSITIONAL) {
            boolean holdsSeveral = type instanceof ValueType.NumberArray || type instanceof ValueType.Collection several
                    && (several.kind() == CollectionKind.LIST || several.kind() == CollectionKind.ARRAY);
            if (!holdsSeveral) {
                problem(" takes all further arguments and has the type " + parameter.type()
                        + "; declare it as a List or an array of what one argument is (not of byte: those are bytes)");
            }
            return holdsSeveral;
        }
        if (kind == ParameterKind.VAR_KEYWORD) {
            boolean holdsNamed = type instanceof ValueType.Dictionary named && named.key() == Simple.STRING;
            if (!holdsNamed) {
                problem(" takes all further arguments by name and has the type " + parameter.type()
                        + "; declare it as a java.util.Map<String, ...>");
            }
            return holdsNamed;
        }
        return true;
    }
}
