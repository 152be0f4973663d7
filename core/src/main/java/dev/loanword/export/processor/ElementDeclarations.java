package dev.loanword.export.processor;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Finds what classes declare as the compiler knows them, from source or from class files. */
final class ElementDeclarations implements Declarations {
    private final Elements elements;
    private final ElementReader reader;
    private final Map<String, Optional<ClassDeclaration>> known = new HashMap<>();

    ElementDeclarations(Elements elements, ElementReader reader) {
        this.elements = elements;
        this.reader = reader;
    }

    @Override
    public Optional<ClassDeclaration> find(String binaryName) {
        Optional<ClassDeclaration> found = known.get(binaryName);
        if (found == null) {
            found = element(binaryName).map(reader::read);
            known.put(binaryName, found);
        }
        return found;
    }

    /** Returns the class of a binary name, whose dollar signs may stand for nesting or for themselves. */
    Optional<TypeElement> element(String binaryName) {
        TypeElement plain = elements.getTypeElement(binaryName);
        return Optional.ofNullable(plain != null ? plain : elements.getTypeElement(binaryName.replace('$', '.')));
    }
}
