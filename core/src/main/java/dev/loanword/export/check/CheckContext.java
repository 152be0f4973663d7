package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.Marked;
import dev.loanword.export.declaration.MethodDeclaration;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all checks of one module share: the classes around it, the rules for types, the problems found so far. */
final class CheckContext {
    private final Declarations declarations;
    private final Supertypes supertypes;
    private final ValueTypes valueTypes;
    private final Problems problems = new Problems();

    CheckContext(Declarations declarations) {
        this.declarations = declarations;
        this.supertypes = new Supertypes(declarations);
        this.valueTypes = new ValueTypes(declarations, supertypes);
    }

    Optional<ClassDeclaration> find(String className) {
        return declarations.find(className);
    }

    Supertypes supertypes() {
        return supertypes;
    }

    ValueTypes valueTypes() {
        return valueTypes;
    }

    Problems problems() {
        return problems;
    }

    void problem(Marked where, String message) {
        problems.add(where, message);
    }

    /** Returns how messages call a method: {@code Pricing.callPrice}. */
    static String label(ClassDeclaration owner, MethodDeclaration method) {
        return method.isConstructor() ? owner.sourceName() + " constructor" : owner.sourceName() + "." + method.name();
    }

    /** Returns how messages call one of several methods of a name: {@code Pricing.callPrice(double, int)}. */
    static String signature(ClassDeclaration owner, MethodDeclaration method) {
        String name = method.isConstructor() ? owner.sourceName() : owner.sourceName() + "." + method.name();
        return method.parameters().stream().map(parameter -> parameter.type().toString())
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** Returns how messages call a field: {@code Pricing.DAYS}. */
    static String label(ClassDeclaration owner, FieldDeclaration field) {
        return owner.sourceName() + "." + field.name();
    }
}
