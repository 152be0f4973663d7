package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.ClassDeclaration.Kind;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.ParameterDeclaration;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Functional interfaces: those with one abstract method, the methods of {@link Object} aside, as the Java Language
 * Specification has it (9.8).
 */
final class Callbacks {
    private static final Set<String> OF_OBJECT = Set.of("equals(Ljava/lang/Object;)", "hashCode()", "toString()");

    private final Supertypes supertypes;
    private final ValueTypes types;

    Callbacks(Supertypes supertypes, ValueTypes types) {
        this.supertypes = supertypes;
        this.types = types;
    }

    Supertypes supertypes() {
        return supertypes;
    }

    /** Converts an interface; empty if it is not functional. */
    Optional<ValueType> of(JavaType.Class type, ClassDeclaration declaration, Place place)
            throws UnsupportedTypeException {
        if (declaration.kind() != Kind.INTERFACE) {
            return Optional.empty();
        }
        List<MethodDeclaration> methods = abstractMethods(declaration, bindings(type, declaration));
        if (methods.stream().map(MethodDeclaration::signature).distinct().count() != 1) {
            return Optional.empty();
        }
        if (place != Place.PARAMETER) {
            throw new UnsupportedTypeException(
                    type + " is a callback, which can only be a parameter of its own; take it there, or use another type");
        }
        if (!declaration.is(AccessFlag.PUBLIC)) {
            throw new UnsupportedTypeException(
                    "the interface " + type + " is not public, so that no callback can implement it; make it public");
        }
        if (type.arguments().size() != declaration.typeParameters().size()) {
            throw new UnsupportedTypeException(type + " does not say what it takes and gives; write its type arguments");
        }
        MethodDeclaration method = methods.getFirst();
        if (methods.stream().map(MethodDeclaration::descriptor).distinct().count() != 1) {
            throw new UnsupportedTypeException(type + " declares " + method.name() + " again with other types than the interface"
                    + " that it extends; use an interface that declares it once");
        }
        return Optional.of(callback(type, method));
    }

    /** What type variables stand for; a wildcard is as good as its bound, for what one call takes and gives. */
    private static Map<String, JavaType> bindings(JavaType.Class type, ClassDeclaration declaration) {
        return declaration.bindings(type.arguments().stream()
                .map(argument -> argument instanceof JavaType.Wildcard wildcard ? wildcard.bound() : argument).toList());
    }

    /** Returns the abstract methods that no default method implements, each once for each descriptor. */
    private List<MethodDeclaration> abstractMethods(ClassDeclaration declaration, Map<String, JavaType> bindings) {
        Map<String, List<MethodDeclaration>> bySignature = new LinkedHashMap<>();
        for (Supertypes.Bound bound : supertypes.of(declaration, bindings)) {
            for (MethodDeclaration declared : bound.declaration().methods()) {
                MethodDeclaration method = declared.substitute(bound.bindings());
                if (!method.is(AccessFlag.STATIC) && !OF_OBJECT.contains(method.signature())) {
                    bySignature.computeIfAbsent(method.signature(), _ -> new ArrayList<>()).add(method);
                }
            }
        }
        // Nearer declarations come first: an interface may implement what it inherits, and make it abstract again.
        return bySignature.values().stream().filter(found -> found.getFirst().is(AccessFlag.ABSTRACT))
                .flatMap(List::stream).filter(method -> method.is(AccessFlag.ABSTRACT)).toList();
    }

    private ValueType callback(JavaType.Class type, MethodDeclaration method) throws UnsupportedTypeException {
        try {
            List<ValueType> parameters = new ArrayList<>();
            for (ParameterDeclaration parameter : method.parameters()) {
                parameters.add(types.of(parameter.type(), Place.PART_OF_RESULT, Marking.Borrow.ANY,
                        parameter.isMarked(Marking.Unsigned.class)));
            }
            ValueType result = isVoid(method.result())
                    ? Simple.NONE
                    : types.of(method.result(), Place.PART_OF_PARAMETER, Marking.Borrow.ANY,
                            method.isMarked(Marking.Unsigned.class));
            return new ValueType.Callback(type.name(), method.name(), method.descriptor(), parameters, result);
        } catch (UnsupportedTypeException unsupported) {
            throw new UnsupportedTypeException("the callback's method " + method.name() + " can't be called in Python: "
                    + unsupported.getMessage());
        }
    }

    private static boolean isVoid(JavaType result) {
        return result == JavaType.Primitive.VOID
                || result instanceof JavaType.Class boxed && boxed.name().equals("java.lang.Void");
    }
}
