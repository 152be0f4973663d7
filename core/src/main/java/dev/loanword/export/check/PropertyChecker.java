package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.ValueType.Simple;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the properties of a type: pairs getters with setters. */
final class PropertyChecker {
    private final CheckContext context;
    private final ClassDeclaration owner;

    PropertyChecker(CheckContext context, ClassDeclaration owner) {
        this.context = context;
        this.owner = owner;
    }

    /** A getter or setter that passed the checks. */
    private record Accessor(MethodDeclaration method, String doc, CallModel call) {}

    /** What is known of one property so far. */
    private static final class Pair {
        private Accessor getter;
        private Accessor setter;
    }

    /** Returns the models of all properties without a problem. */
    List<PropertyModel> check(List<MethodDeclaration> methods, PythonNamespace names) {
        Map<String, Pair> byName = new LinkedHashMap<>();
        for (MethodDeclaration method : methods) {
            method.marking(Marking.Property.class).ifPresent(marking -> check(method, marking, byName));
        }
        List<PropertyModel> models = new ArrayList<>();
        byName.forEach((name, pair) -> {
            MethodDeclaration first = (pair.getter == null ? pair.setter : pair.getter).method();
            names.add(name, first, CheckContext.label(owner, first));
            property(name, pair).ifPresent(models::add);
        });
        return models;
    }

    private void check(MethodDeclaration method, Marking.Property marking, Map<String, Pair> byName) {
        String label = CheckContext.label(owner, method);
        Optional<String> name = new MemberNames(context).choose(
                method, label, marking.name(), PythonNames.snakeCase(withoutPrefix(method.name())), "PyProperty");
        Optional<CallModel> call = new CallChecker(context, owner).check(method);
        if (name.isEmpty() || call.isEmpty()) {
            return;
        }
        if (PythonNames.isSpecial(name.get())) {
            context.problem(method, label + " is named '" + name.get() + "'; names with two underscores on both sides belong to"
                    + " Python");
            return;
        }
        if (method.is(AccessFlag.STATIC)) {
            context.problem(method, label + " is static; a property belongs to an instance: leave static out, or make it a"
                    + " @PyFunction");
            return;
        }
        List<ParameterModel> parameters = call.get().pythonParameters();
        boolean isVoid = call.get().result() == Simple.NONE;
        boolean isAccessor = isVoid
                ? parameters.size() == 1 && parameters.getFirst().kind().compareTo(ParameterKind.STANDARD) <= 0
                : parameters.isEmpty();
        if (!isAccessor) {
            context.problem(method, label + " is neither a getter nor a setter; a getter has no parameter and gives a value, a"
                    + " setter is void and has one parameter, for one value");
            return;
        }
        Pair pair = byName.computeIfAbsent(name.get(), _ -> new Pair());
        Accessor accessor = new Accessor(method, marking.doc(), call.get());
        Accessor other = isVoid ? pair.setter : pair.getter;
        if (other != null) {
            context.problem(method, label + " and " + CheckContext.label(owner, other.method()) + " are both "
                    + (isVoid ? "setters" : "getters") + " of '" + name.get() + "'; leave one of them out");
            return;
        }
        if (isVoid) {
            pair.setter = accessor;
        } else {
            pair.getter = accessor;
        }
    }

    /** Takes get, is or set away: {@code getRate} is {@code Rate}, {@code issue} stays. */
    private static String withoutPrefix(String name) {
        for (String prefix : List.of("get", "is", "set")) {
            if (name.startsWith(prefix) && name.length() > prefix.length()
                    && Character.isUpperCase(name.charAt(prefix.length()))) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    private Optional<PropertyModel> property(String name, Pair pair) {
        if (pair.getter == null) {
            context.problem(pair.setter.method(), CheckContext.label(owner, pair.setter.method()) + " sets '" + name
                    + "', which has no getter; mark a getter with @PyProperty too, or make this a @PyFunction");
            return Optional.empty();
        }
        return Optional.of(new PropertyModel(name, pair.getter.doc(), pair.getter.call(),
                Optional.ofNullable(pair.setter).map(Accessor::call)));
    }
}
