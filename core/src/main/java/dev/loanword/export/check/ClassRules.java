package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.ClassDeclaration.Kind;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;

/** What each exported class must be like, whatever it becomes. */
final class ClassRules {
    private ClassRules() {}

    /**
     * Notes what keeps Python from a class.
     *
     * @return whether there was nothing
     */
    static boolean check(CheckContext context, ClassDeclaration declaration) {
        String label = declaration.sourceName();
        if (!declaration.is(AccessFlag.PUBLIC)) {
            context.problem(declaration, label + " is exported and not public; make it public");
            return false;
        }
        Optional<ClassDeclaration> enclosing = declaration.enclosing().flatMap(context::find);
        while (enclosing.isPresent()) {
            if (!enclosing.get().is(AccessFlag.PUBLIC)) {
                context.problem(declaration, label + " is exported and lies in " + enclosing.get().sourceName()
                        + ", which is not public; make that public, or move " + declaration.simpleName() + " out");
                return false;
            }
            enclosing = enclosing.get().enclosing().flatMap(context::find);
        }
        boolean isInner = declaration.kind() == Kind.CLASS && declaration.enclosing().isPresent()
                && !declaration.is(AccessFlag.STATIC);
        if (isInner) {
            context.problem(declaration, label + " is exported and belongs to an instance of " + declaration.enclosing().get()
                    + "; make it static");
            return false;
        }
        if (!declaration.typeParameters().isEmpty()) {
            context.problem(declaration, label + " has the type variable " + String.join(", ", declaration.typeParameters())
                    + ", which Python can't choose; export a subclass with the types themselves");
            return false;
        }
        List<String> missing = context.supertypes().missing(declaration);
        if (!missing.isEmpty()) {
            context.problem(declaration, label + " has the supertype " + missing.getFirst()
                    + ", which is not found; add what it comes from to the class path");
            return false;
        }
        return true;
    }
}
