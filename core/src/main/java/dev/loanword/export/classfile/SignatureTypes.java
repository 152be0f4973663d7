package dev.loanword.export.classfile;

import dev.loanword.export.declaration.JavaType;
import java.lang.classfile.Signature;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the signatures of class files into Java types. Immutable. */
final class SignatureTypes {
    /** The descriptor of each type variable's erasure. */
    private final Map<String, String> variables;

    private SignatureTypes(Map<String, String> variables) {
        this.variables = variables;
    }

    static SignatureTypes of(List<Signature.TypeParam> parameters) {
        return new SignatureTypes(Map.of()).with(parameters);
    }

    static List<String> names(List<Signature.TypeParam> parameters) {
        return parameters.stream().map(Signature.TypeParam::identifier).toList();
    }

    /** Adds type variables, which hide those of the same name. */
    SignatureTypes with(List<Signature.TypeParam> parameters) {
        if (parameters.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(variables);
        SignatureTypes result = new SignatureTypes(all);
        // A bound may name a variable that is declared behind it. Each pass follows one more step.
        for (int pass = 0; pass < parameters.size(); pass++) {
            for (Signature.TypeParam parameter : parameters) {
                all.put(parameter.identifier(), parameter.classBound()
                        .or(() -> parameter.interfaceBounds().stream().findFirst())
                        .map(bound -> result.of((Signature) bound).descriptor())
                        .orElse(JavaType.Class.OBJECT.descriptor()));
            }
        }
        return result;
    }

    JavaType.Class of(Signature.ClassTypeSig signature) {
        return new JavaType.Class(binaryName(signature), signature.typeArgs().stream().map(this::argument).toList());
    }

    JavaType of(Signature signature) {
        return switch (signature) {
            case Signature.BaseTypeSig base -> primitive(base.baseType());
            case Signature.ClassTypeSig type -> of(type);
            case Signature.ArrayTypeSig array -> new JavaType.Array(of(array.componentSignature()));
            case Signature.TypeVarSig variable -> new JavaType.Variable(variable.identifier(),
                    variables.getOrDefault(variable.identifier(), JavaType.Class.OBJECT.descriptor()));
        };
    }

    private JavaType argument(Signature.TypeArg argument) {
        return switch (argument) {
            case Signature.TypeArg.Unbounded _ ->
                new JavaType.Wildcard(JavaType.Wildcard.Bound.NONE, JavaType.Class.OBJECT);
            case Signature.TypeArg.Bounded bounded -> switch (bounded.wildcardIndicator()) {
                case NONE -> of(bounded.boundType());
                case EXTENDS -> new JavaType.Wildcard(JavaType.Wildcard.Bound.EXTENDS, of(bounded.boundType()));
                case SUPER -> new JavaType.Wildcard(JavaType.Wildcard.Bound.SUPER, of(bounded.boundType()));
            };
        };
    }

    private static String binaryName(Signature.ClassTypeSig signature) {
        ClassDesc desc = signature.classDesc();
        return desc.packageName().isEmpty() ? desc.displayName() : desc.packageName() + "." + desc.displayName();
    }

    private static JavaType.Primitive primitive(char descriptor) {
        for (JavaType.Primitive primitive : JavaType.Primitive.values()) {
            if (primitive.descriptor().charAt(0) == descriptor) {
                return primitive;
            }
        }
        throw new IllegalArgumentException("there is no primitive type '" + descriptor + "'");
    }
}
