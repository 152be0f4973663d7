package dev.loanword.export.processor;

import dev.loanword.export.declaration.JavaType;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Turns the compiler's types into Java types. */
final class MirrorTypes {
    private final Elements elements;
    private final Types types;

    MirrorTypes(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    JavaType.Class ofClass(TypeMirror mirror) {
        DeclaredType declared = (DeclaredType) mirror;
        List<JavaType> arguments = declared.getTypeArguments().stream().map(this::of).toList();
        return new JavaType.Class(binaryName((TypeElement) declared.asElement()), arguments);
    }

    JavaType of(TypeMirror mirror) {
        return switch (mirror.getKind()) {
            case DECLARED, ERROR -> ofClass(mirror);
            case ARRAY -> new JavaType.Array(of(((ArrayType) mirror).getComponentType()));
            case TYPEVAR -> new JavaType.Variable(
                    ((TypeVariable) mirror).asElement().getSimpleName().toString(), of(types.erasure(mirror)).descriptor());
            case WILDCARD -> ofWildcard((WildcardType) mirror);
            default -> primitive(mirror.getKind());
        };
    }

    private JavaType ofWildcard(WildcardType wildcard) {
        if (wildcard.getExtendsBound() != null) {
            return new JavaType.Wildcard(JavaType.Wildcard.Bound.EXTENDS, of(wildcard.getExtendsBound()));
        } else if (wildcard.getSuperBound() != null) {
            return new JavaType.Wildcard(JavaType.Wildcard.Bound.SUPER, of(wildcard.getSuperBound()));
        }
        return new JavaType.Wildcard(JavaType.Wildcard.Bound.NONE, JavaType.Class.OBJECT);
    }

    private static JavaType.Primitive primitive(TypeKind kind) {
        for (JavaType.Primitive primitive : JavaType.Primitive.values()) {
            if (primitive.name().equals(kind.name())) {
                return primitive;
            }
        }
        throw new IllegalArgumentException("a declaration has a type of the kind " + kind + ": please report this");
    }

    /** Returns the descriptor of a type's erasure. */
    String descriptor(TypeMirror mirror) {
        return of(types.erasure(mirror)).descriptor();
    }

    String binaryName(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }
}
