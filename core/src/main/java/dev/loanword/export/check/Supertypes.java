package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.declaration.JavaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a class extends and implements, directly and indirectly. */
final class Supertypes {
    private final Declarations declarations;

    Supertypes(Declarations declarations) {
        this.declarations = declarations;
    }

    /**
     * A class with what its type variables stand for.
     *
     * @param bindings empty where it is used raw
     */
    record Bound(ClassDeclaration declaration, Map<String, JavaType> bindings) {}

    /**
     * Returns a class and all its supertypes but Object: each before its own supertypes, the superclass before interfaces.
     * A supertype that is not found is left out.
     */
    List<Bound> of(ClassDeclaration declaration, Map<String, JavaType> bindings) {
        List<Bound> reversed = new ArrayList<>();
        visit(new Bound(declaration, bindings), new HashSet<>(), reversed);
        Collections.reverse(reversed);
        return reversed;
    }

    private void visit(Bound bound, Set<String> visited, List<Bound> reversed) {
        if (!visited.add(bound.declaration().name())) {
            return;
        }
        List<JavaType.Class> parents = new ArrayList<>(direct(bound.declaration()).toList());
        Collections.reverse(parents);
        for (JavaType.Class parent : parents) {
            JavaType.Class substituted = (JavaType.Class) parent.substitute(bound.bindings());
            declarations.find(parent.name()).ifPresent(found ->
                    visit(new Bound(found, found.bindings(substituted.arguments())), visited, reversed));
        }
        reversed.add(bound);
    }

    private static Stream<JavaType.Class> direct(ClassDeclaration declaration) {
        return Stream.concat(declaration.superclass().stream(), declaration.interfaces().stream())
                .filter(parent -> !parent.equals(JavaType.Class.OBJECT));
    }

    /** Returns the names of direct and indirect supertypes that are not found. */
    List<String> missing(ClassDeclaration declaration) {
        return of(declaration, Map.of()).stream().flatMap(bound -> direct(bound.declaration())).map(JavaType.Class::name)
                .filter(name -> declarations.find(name).isEmpty()).distinct().toList();
    }

    /** Says whether a class is another or extends or implements it. */
    boolean isA(ClassDeclaration declaration, String superName) {
        return of(declaration, Map.of()).stream().anyMatch(bound -> bound.declaration().name().equals(superName));
    }

    /** Returns the chain of superclasses, nearest first, without the class itself. */
    List<ClassDeclaration> superclasses(ClassDeclaration declaration) {
        Map<String, ClassDeclaration> chain = new LinkedHashMap<>();
        Optional<ClassDeclaration> next = superclass(declaration);
        while (next.isPresent() && chain.putIfAbsent(next.get().name(), next.get()) == null) {
            next = superclass(next.get());
        }
        return List.copyOf(chain.values());
    }

    private Optional<ClassDeclaration> superclass(ClassDeclaration declaration) {
        return declaration.superclass().flatMap(parent -> declarations.find(parent.name()));
    }
}
