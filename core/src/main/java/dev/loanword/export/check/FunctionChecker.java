package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ParameterModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the functions of a module, or the methods of a type. */
final class FunctionChecker {
    private final CheckContext context;
    private final ClassDeclaration owner;
    private final boolean isModule;

    FunctionChecker(CheckContext context, ClassDeclaration owner, boolean isModule) {
        this.context = context;
        this.owner = owner;
        this.isModule = isModule;
    }

    /** One method that passed the checks. */
    private record Checked(MethodDeclaration method, Marking.Function marking, Binding binding, CallModel call) {}

    /** Returns the models of all functions without a problem: methods of one name are one function. */
    List<FunctionModel> check(List<MethodDeclaration> methods, PythonNamespace names) {
        Map<String, List<Checked>> byName = new LinkedHashMap<>();
        for (MethodDeclaration method : methods) {
            method.marking(Marking.Function.class).ifPresent(marking -> name(method, marking).ifPresent(name ->
                    check(method, marking, name).ifPresent(checked ->
                            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(checked))));
        }
        List<FunctionModel> models = new ArrayList<>();
        byName.forEach((name, group) -> {
            MethodDeclaration first = group.getFirst().method();
            names.add(name, first, CheckContext.label(owner, first));
            function(name, group).ifPresent(models::add);
        });
        return models;
    }

    private Optional<String> name(MethodDeclaration method, Marking.Function marking) {
        String label = CheckContext.label(owner, method);
        Optional<String> name = new MemberNames(context).choose(
                method, label, marking.name(), PythonNames.snakeCase(method.name()), "PyFunction");
        if (name.isEmpty() || !PythonNames.isSpecial(name.get())) {
            return name;
        }
        Optional<String> problem = isModule
                ? Optional.of("can't be exported by a module; special methods belong to a class marked with @PyClass")
                : SpecialMethods.problemOfName(name.get());
        problem.ifPresent(words -> context.problem(method, label + ": " + name.get() + " " + words));
        return problem.isPresent() ? Optional.empty() : name;
    }

    private Optional<Checked> check(MethodDeclaration method, Marking.Function marking, String name) {
        Optional<Binding> binding = binding(method, marking);
        Optional<CallModel> call = new CallChecker(context, owner).check(method, marking);
        if (binding.isEmpty() || call.isEmpty() || !leavesSelfAlone(method, binding.get(), call.get())) {
            return Optional.empty();
        }
        if (PythonNames.isSpecial(name)) {
            Optional<String> problem = SpecialMethods.problemOfCall(name, call.get());
            if (problem.isPresent()) {
                context.problem(method, CheckContext.label(owner, method) + " is " + name + " and " + problem.get());
                return Optional.empty();
            }
        }
        return Optional.of(new Checked(method, marking, binding.get(), call.get()));
    }

    private Optional<Binding> binding(MethodDeclaration method, Marking.Function marking) {
        boolean isStatic = method.is(AccessFlag.STATIC);
        if (marking.classMethod()) {
            boolean givesOwner = method.result() instanceof JavaType.Class result && result.name().equals(owner.name());
            // The class that it was declared in was checked as a class of its own.
            boolean isInherited = owner.methods().stream().noneMatch(own -> own.signature().equals(method.signature()));
            if (isModule || !isStatic || !givesOwner && !isInherited) {
                context.problem(method, CheckContext.label(owner, method) + " can't be a class method; one is a static method"
                        + " of a class marked with @PyClass, and gives an object of that class");
                return Optional.empty();
            }
            return Optional.of(Binding.CLASS);
        }
        if (isModule) {
            return Optional.of(Binding.MODULE);
        }
        if (isStatic && owner.kind() == ClassDeclaration.Kind.INTERFACE) {
            context.problem(method, CheckContext.label(owner, method) + " is a static method of an interface; move it"
                    + " into a class");
            return Optional.empty();
        }
        return Optional.of(isStatic ? Binding.STATIC : Binding.INSTANCE);
    }

    /** In Python the object itself is a parameter too. */
    private boolean leavesSelfAlone(MethodDeclaration method, Binding binding, CallModel call) {
        String taken = switch (binding) {
            case INSTANCE -> "self";
            case CLASS -> "cls";
            case MODULE, STATIC -> "";
        };
        for (int i = 0; i < call.parameters().size(); i++) {
            ParameterModel parameter = call.parameters().get(i);
            if (!parameter.isSupplied() && parameter.name().equals(taken)) {
                context.problem(method.parameters().get(i), CheckContext.label(owner, method) + ": parameter '" + taken
                        + "' has the name of the first parameter that every such method has in Python; name it:"
                        + " @PyParameter(name = \"...\")");
                return false;
            }
        }
        return true;
    }

    private Optional<FunctionModel> function(String name, List<Checked> group) {
        Checked first = group.getFirst();
        boolean isGood = true;
        for (Checked other : group) {
            if (other.binding() != first.binding()) {
                context.problem(other.method(), CheckContext.signature(owner, first.method()) + " and "
                        + CheckContext.signature(owner, other.method()) + " are both '" + name + "', the one " + first.binding()
                        + " and the other " + other.binding() + "; give one of them another name");
                isGood = false;
            }
        }
        List<CallModel> calls = group.stream().map(Checked::call).toList();
        isGood &= new Overloads(context).check(owner, name, group.stream().map(Checked::method).toList(), calls);
        String doc = group.stream().map(checked -> checked.marking().doc()).filter(text -> !text.isEmpty()).findFirst()
                .orElse("");
        return isGood
                ? Optional.of(new FunctionModel(name, doc, first.binding(), Overloads.inOrder(calls)))
                : Optional.empty();
    }
}
