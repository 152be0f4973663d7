package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.ClassDeclaration.Kind;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.Marked;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The marked members of a class, inherited ones among them. */
final class Members {
    private final List<MethodDeclaration> methods;
    private final List<FieldDeclaration> constants = new ArrayList<>();

    /** Gathers the members of a class, with what its supertypes' type variables stand for in it. */
    Members(Supertypes supertypes, ClassDeclaration declaration) {
        Map<String, MethodDeclaration> bySignature = new LinkedHashMap<>();
        for (Supertypes.Bound bound : supertypes.of(declaration, Map.of())) {
            boolean isInherited = bound.declaration() != declaration;
            boolean isInterface = bound.declaration().kind() == Kind.INTERFACE;
            for (MethodDeclaration method : bound.declaration().methods()) {
                boolean isInvisible = isInherited && isInterface && method.is(AccessFlag.STATIC);
                if (!method.isConstructor() && !isInvisible) {
                    add(bySignature, method.substitute(bound.bindings()));
                }
            }
            bound.declaration().fields().stream()
                    .filter(field -> field.isMarked(Marking.Constant.class) && !isHidden(field))
                    .forEach(constants::add);
        }
        methods = bySignature.values().stream().filter(Members::isExported).toList();
    }

    /** A constant hides those of its name in the supertypes, as in Java. */
    private boolean isHidden(FieldDeclaration field) {
        return constants.stream().anyMatch(nearer -> nearer.name().equals(field.name()));
    }

    /** The mark of an overridden method counts for the one that overrides it, unless that has its own. */
    private static void add(Map<String, MethodDeclaration> bySignature, MethodDeclaration method) {
        MethodDeclaration overriding = bySignature.get(method.signature());
        if (overriding == null || !isExported(overriding) && isExported(method)) {
            bySignature.put(method.signature(), method);
        }
    }

    /** Returns the methods that a class leaves to its subclasses, but those that are exported. */
    static List<MethodDeclaration> unimplemented(Supertypes supertypes, ClassDeclaration declaration) {
        Map<String, MethodDeclaration> bySignature = new LinkedHashMap<>();
        // Interfaces may repeat what each class has from Object.
        Set<String> known = new HashSet<>(Set.of("equals(Ljava/lang/Object;)", "hashCode()", "toString()"));
        for (Supertypes.Bound bound : supertypes.of(declaration, Map.of())) {
            for (MethodDeclaration declared : bound.declaration().methods()) {
                MethodDeclaration method = declared.substitute(bound.bindings());
                String signature = method.signature();
                if (isExported(method)) {
                    known.add(signature);
                }
                MethodDeclaration nearer = bySignature.get(signature);
                // A superclass comes before the interfaces, and what it implements holds for theirs.
                if (nearer == null || nearer.is(AccessFlag.ABSTRACT) && !method.is(AccessFlag.ABSTRACT)) {
                    bySignature.put(signature, method);
                }
            }
        }
        return bySignature.values().stream()
                .filter(method -> method.is(AccessFlag.ABSTRACT) && !known.contains(method.signature())).toList();
    }

    private static boolean isExported(Marked method) {
        return method.isMarked(Marking.Function.class) || method.isMarked(Marking.Property.class);
    }

    /** Returns the methods marked as functions or properties, in the order of the source, inherited ones last. */
    List<MethodDeclaration> methods() {
        return methods;
    }

    /** Returns the fields marked as constants. */
    List<FieldDeclaration> constants() {
        return List.copyOf(constants);
    }
}
