package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.ParameterDeclaration;
import dev.loanword.export.declaration.RecordComponent;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks a record marked with {@link dev.loanword.export.PyClass}. */
final class RecordChecker {
    private final CheckContext context;
    private final ClassDeclaration declaration;
    private final Marking.Type marking;
    private final PythonNamespace names;

    RecordChecker(CheckContext context, ClassDeclaration declaration, Marking.Type marking) {
        this.context = context;
        this.declaration = declaration;
        this.marking = marking;
        this.names = new PythonNamespace(context, "the named tuple " + declaration.sourceName());
    }

    /** Returns the model, which is incomplete if there was a problem; empty if its name is one. */
    Optional<TypeModel> check() {
        ValueRules.check(context, declaration, marking, "a record", "its components");
        String descriptor = declaration.components().stream().map(component -> component.type().descriptor())
                .collect(Collectors.joining("", "(", ")V"));
        List<ParameterDeclaration> parameters = declaration.methods().stream()
                .filter(method -> method.isConstructor() && method.descriptor().equals(descriptor))
                .findFirst().map(MethodDeclaration::parameters).orElse(List.of());
        List<TypeModel.Component> components = new ArrayList<>();
        for (int i = 0; i < declaration.components().size(); i++) {
            Marking.Parameter written = i < parameters.size()
                    ? parameters.get(i).marking(Marking.Parameter.class).orElse(Marking.Parameter.NONE)
                    : Marking.Parameter.NONE;
            component(declaration.components().get(i), written).ifPresent(components::add);
        }
        return new MemberNames(context)
                .choose(declaration, declaration.sourceName(), marking.name(), declaration.simpleName(), "PyClass")
                .map(name -> new TypeModel.JavaRecord(name, marking.doc(), declaration.name(), components, descriptor));
    }

    private Optional<TypeModel.Component> component(RecordComponent component, Marking.Parameter written) {
        String label = declaration.sourceName() + ": component '" + component.name() + "'";
        Optional<String> name = new MemberNames(context).choose(
                component, label, written.name(), PythonNames.snakeCase(component.name()), "PyParameter");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.get().startsWith("_")) {
            context.problem(component, label + " would be '" + name.get() + "', and no field of a named tuple begins with an"
                    + " underscore; name it: @PyParameter(name = \"...\")");
            return Optional.empty();
        }
        if (!written.defaultValue().isEmpty() || written.kind().isPresent()) {
            context.problem(component, label + " has a default or a kind, which the fields of a named tuple have not; take it"
                    + " away");
            return Optional.empty();
        }
        names.add(name.get(), component, label);
        try {
            ValueType type = context.valueTypes().of(component.type(), Place.FIELD, Marking.Borrow.ANY,
                    component.isMarked(Marking.Unsigned.class));
            return Optional.of(new TypeModel.Component(
                    name.get(), component.name(), "()" + component.type().descriptor(), type));
        } catch (UnsupportedTypeException unsupported) {
            context.problem(component, label + " has the type " + component.type() + ": " + unsupported.getMessage());
            return Optional.empty();
        }
    }
}
