package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.model.TypeModel;
import java.util.List;
import java.util.Optional;

/** Checks a class marked with {@link dev.loanword.export.PyException}. */
final class ExceptionChecker {
    private final CheckContext context;
    private final ClassDeclaration declaration;
    private final Marking.ExceptionType marking;

    ExceptionChecker(CheckContext context, ClassDeclaration declaration, Marking.ExceptionType marking) {
        this.context = context;
        this.declaration = declaration;
        this.marking = marking;
    }

    /** Returns the model; empty if there was a problem, which is noted. */
    Optional<TypeModel> check() {
        Optional<String> name = new MemberNames(context).choose(
                declaration, declaration.sourceName(), marking.name(), derivedName(), "PyException");
        if (!context.supertypes().isA(declaration, "java.lang.Throwable")) {
            context.problem(declaration, declaration.sourceName() + " is marked with @PyException and is no Throwable; extend an"
                    + " exception, or mark it with @PyClass");
            return Optional.empty();
        }
        if (!marking.base().isEmpty() && !BuiltinExceptions.isOne(marking.base())) {
            context.problem(declaration, declaration.sourceName() + " has the base \"" + marking.base() + "\", which is no"
                    + " built-in exception of Python; choose one such as ValueError, or extend a Java exception that is"
                    + " exported");
            return Optional.empty();
        }
        String base = marking.base().isEmpty() ? derivedBase() : marking.base();
        return name.map(found -> new TypeModel.JavaException(found, marking.doc(), declaration.name(), base));
    }

    private String derivedName() {
        String simple = declaration.simpleName();
        String suffix = "Exception";
        boolean isRenamed = simple.endsWith(suffix) && simple.length() > suffix.length();
        return isRenamed ? simple.substring(0, simple.length() - suffix.length()) + "Error" : simple;
    }

    private String derivedBase() {
        List<ClassDeclaration> superclasses = context.supertypes().superclasses(declaration);
        for (ClassDeclaration superclass : superclasses) {
            if (superclass.isMarked(Marking.ExceptionType.class)) {
                return superclass.name();
            }
        }
        for (ClassDeclaration superclass : superclasses) {
            Optional<String> builtin = BuiltinExceptions.standingFor(superclass.name());
            if (builtin.isPresent()) {
                return builtin.get();
            }
        }
        return "Exception";
    }
}
