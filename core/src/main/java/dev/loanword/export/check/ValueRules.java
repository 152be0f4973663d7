package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;

/** What holds for enums and records alike: they cross the boundary by value, so that Python sees no member of theirs. */
final class ValueRules {
    private ValueRules() {}

    /**
     * Notes marks that have no effect.
     *
     * @param kind what the class is, with its article
     * @param seen what Python sees of it
     */
    static void check(
            CheckContext context, ClassDeclaration declaration, Marking.Type marking, String kind, String seen) {
        String rule = ", and Python sees of " + kind + " only " + seen;
        for (MethodDeclaration method : declaration.methods()) {
            if (method.isMarked(Marking.Function.class) || method.isMarked(Marking.Property.class)
                    || method.isMarked(Marking.Constructor.class)) {
                context.problem(method, CheckContext.label(declaration, method) + " is marked" + rule
                        + "; export a function that takes one instead");
            }
        }
        for (FieldDeclaration field : declaration.fields()) {
            if (field.isMarked(Marking.Constant.class)) {
                context.problem(field, CheckContext.label(declaration, field) + " is marked" + rule
                        + "; move the constant into the module's class");
            }
        }
        if (!marking.matchArgs().isEmpty()) {
            context.problem(declaration, declaration.sourceName() + " has matchArgs" + rule + "; take matchArgs away");
        }
    }
}
