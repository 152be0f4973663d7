package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.PropertyModel;
import dev.loanword.export.model.TypeModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks a class or interface marked with {@link dev.loanword.export.PyClass}. */
final class TypeChecker {
    private final CheckContext context;
    private final ClassDeclaration declaration;
    private final Marking.Type marking;

    TypeChecker(CheckContext context, ClassDeclaration declaration, Marking.Type marking) {
        this.context = context;
        this.declaration = declaration;
        this.marking = marking;
    }

    /** Returns the model, which is incomplete if there was a problem; empty if its name is one. */
    Optional<TypeModel> check() {
        Optional<String> name = new MemberNames(context).choose(
                declaration, declaration.sourceName(), marking.name(), declaration.simpleName(), "PyClass");
        PythonNamespace names = new PythonNamespace(context, "type '" + name.orElse(declaration.simpleName()) + "'");
        Members members = new Members(context.supertypes(), declaration);
        members.methods().stream().filter(method -> method.isMarked(Marking.Property.class)
                && method.isMarked(Marking.Function.class)).forEach(method -> context.problem(method,
                        CheckContext.label(declaration, method) + " is a @PyFunction and a @PyProperty; leave one of them out"));
        List<FunctionModel> functions = new FunctionChecker(context, declaration, false).check(members.methods(), names);
        List<PropertyModel> properties = new PropertyChecker(context, declaration).check(members.methods(), names);
        List<ConstantModel> constants = new ConstantChecker(context, declaration).check(members.constants(), names);
        checkMatchArgs(properties);
        checkAbstractMethods();
        List<CallModel> constructors = constructors(name.orElse(declaration.simpleName()));
        boolean isCloseable = context.supertypes().isA(declaration, "java.lang.AutoCloseable");
        Optional<TypeModel.Base> base = new BaseFinder(context, declaration, members).find(functions, properties, constants);
        return name.map(found -> new TypeModel.JavaClass(found, marking.doc(), declaration.name(), constructors, functions,
                properties, constants, marking.matchArgs(), isCloseable, base));
    }

    private List<CallModel> constructors(String name) {
        List<MethodDeclaration> methods = new ArrayList<>();
        List<CallModel> calls = new ArrayList<>();
        for (MethodDeclaration method : declaration.methods()) {
            if (!method.isMarked(Marking.Constructor.class)) {
                continue;
            }
            new CallChecker(context, declaration).check(method).ifPresent(call -> {
                methods.add(method);
                calls.add(call);
            });
        }
        new Overloads(context).check(declaration, name, methods, calls);
        return Overloads.inOrder(calls);
    }

    /** Python constructs an abstract class through its own subclasses alone, which can define what is exported. */
    private void checkAbstractMethods() {
        boolean isConstructed = declaration.methods().stream().anyMatch(method -> method.isMarked(Marking.Constructor.class));
        if (!isConstructed || !declaration.is(AccessFlag.ABSTRACT)) {
            return;
        }
        for (MethodDeclaration method : Members.unimplemented(context.supertypes(), declaration)) {
            context.problem(declaration, CheckContext.label(declaration, method) + " is abstract and not exported, so that a"
                    + " subclass written in Python can't define it; mark it, or leave @PyConstructor out");
        }
    }

    private void checkMatchArgs(List<PropertyModel> properties) {
        Set<String> known = properties.stream().map(PropertyModel::name).collect(Collectors.toCollection(TreeSet::new));
        for (String name : marking.matchArgs()) {
            if (!known.contains(name)) {
                context.problem(declaration, declaration.sourceName() + " has \"" + name + "\" in matchArgs, which is none of its"
                        + " properties " + known + "; mark a getter of that name with @PyProperty");
            }
        }
    }
}
