package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.TypeModel;
import java.lang.reflect.AccessFlag;
import java.util.Optional;

/** Checks an enum marked with {@link dev.loanword.export.PyClass}. */
final class EnumChecker {
    private final CheckContext context;
    private final ClassDeclaration declaration;
    private final Marking.Type marking;

    EnumChecker(CheckContext context, ClassDeclaration declaration, Marking.Type marking) {
        this.context = context;
        this.declaration = declaration;
        this.marking = marking;
    }

    /** Returns the model; empty if its name is a problem. */
    Optional<TypeModel> check() {
        ValueRules.check(context, declaration, marking, "an enum", "its constants");
        for (FieldDeclaration field : declaration.fields()) {
            if (field.is(AccessFlag.ENUM) && !isMemberName(field.name())) {
                context.problem(field, CheckContext.label(declaration, field) + " can't be a member of a Python enum, where '"
                        + field.name() + "' has a meaning of its own; rename the constant");
            }
        }
        return new MemberNames(context)
                .choose(declaration, declaration.sourceName(), marking.name(), declaration.simpleName(), "PyClass")
                .map(name -> new TypeModel.JavaEnum(name, marking.doc(), declaration.name(), declaration.enumConstants()));
    }

    /** See <a href="https://docs.python.org/3.12/library/enum.html#supported-dunder-names">Python's reserved names</a>. */
    private static boolean isMemberName(String name) {
        boolean isReserved = name.startsWith("_") && name.endsWith("_") || name.equals("mro") || name.equals("name")
                || name.equals("value");
        return PythonNames.isName(name) && !isReserved;
    }
}
