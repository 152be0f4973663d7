package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.ConstantModel;
import dev.loanword.export.model.ValueType;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the constants of a module or type. */
final class ConstantChecker {
    /** What Python itself writes into modules and types. */
    private static final Set<String> OF_PYTHON = Set.of("__name__", "__doc__", "__module__", "__qualname__", "__file__",
            "__spec__", "__loader__", "__package__", "__path__", "__dict__", "__class__", "__all__", "__slots__", "__bases__",
            "__match_args__", "__annotations__", "__weakref__");

    private final CheckContext context;
    private final ClassDeclaration owner;

    ConstantChecker(CheckContext context, ClassDeclaration owner) {
        this.context = context;
        this.owner = owner;
    }

    /** Returns the models of all constants without a problem. */
    List<ConstantModel> check(List<FieldDeclaration> fields, PythonNamespace names) {
        List<ConstantModel> models = new ArrayList<>();
        for (FieldDeclaration field : fields) {
            check(field).ifPresent(model -> {
                names.add(model.name(), field, CheckContext.label(owner, field));
                models.add(model);
            });
        }
        return models;
    }

    private Optional<ConstantModel> check(FieldDeclaration field) {
        String label = CheckContext.label(owner, field);
        if (!field.flags().containsAll(Set.of(AccessFlag.PUBLIC, AccessFlag.STATIC, AccessFlag.FINAL))) {
            context.problem(field, label + " is a constant and not public static final; make it so, or export a getter");
            return Optional.empty();
        }
        String given = field.marking(Marking.Constant.class).map(Marking.Constant::name).orElse("");
        Optional<String> name = new MemberNames(context).choose(field, label, given, field.name(), "PyConstant");
        if (name.filter(OF_PYTHON::contains).isPresent()) {
            context.problem(field, label + " is named '" + name.get() + "', which Python itself sets; choose another name");
            return Optional.empty();
        }
        try {
            ValueType type = context.valueTypes().of(
                    field.type(), Place.FIELD, Marking.Borrow.ANY, field.isMarked(Marking.Unsigned.class));
            return name.map(found -> new ConstantModel(found, owner.name(), field.name(), type));
        } catch (UnsupportedTypeException unsupported) {
            context.problem(field, label + " is a " + field.type() + ": " + unsupported.getMessage());
            return Optional.empty();
        }
    }
}
