package dev.loanword.export.classfile;

import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.ParameterDeclaration;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.attribute.LocalVariableTableAttribute;
import java.lang.classfile.attribute.MethodParameterInfo;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one method of a class file. */
final class MethodReader {
    private final MethodModel model;
    private final MethodTypeDesc descriptor;
    private final String name;
    private final String position;
    private final SignatureTypes types;
    private final MethodSignature signature;

    MethodReader(String className, MethodModel model, SignatureTypes ofClass) {
        this.model = model;
        this.descriptor = model.methodTypeSymbol();
        this.name = model.methodName().stringValue();
        this.position = className + "." + name;
        MethodSignature erased = MethodSignature.of(descriptor);
        // The constructors of inner classes and enums have parameters that the signature does not tell of. These classes
        // can't be constructed by Python anyway; the erased types do.
        this.signature = model.findAttribute(Attributes.signature()).map(found -> found.asMethodSignature())
                .filter(written -> written.arguments().size() == descriptor.parameterCount()).orElse(erased);
        this.types = ofClass.with(signature.typeParameters());
    }

    MethodDeclaration read() {
        List<String> names = names();
        List<List<Marking>> markings = parameterMarkings();
        List<ParameterDeclaration> parameters = new ArrayList<>();
        List<Signature> arguments = signature.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Optional<String> known = i < names.size() ? Optional.ofNullable(names.get(i)) : Optional.empty();
            // Annotations are those of the last parameters, where the compiler has put some of its own in front.
            int annotated = i - (arguments.size() - markings.size());
            parameters.add(new ParameterDeclaration(known, types.of(arguments.get(i)),
                    annotated < 0 || markings.isEmpty() ? List.of() : markings.get(annotated), position));
        }
        JavaType result = types.of(signature.result());
        return new MethodDeclaration(name, descriptor.descriptorString(), model.flags().flags(),
                SignatureTypes.names(signature.typeParameters()), parameters, result, AnnotationData.markings(model), position);
    }

    private List<List<Marking>> parameterMarkings() {
        List<List<Annotation>> found = model.findAttribute(Attributes.runtimeInvisibleParameterAnnotations())
                .map(attribute -> attribute.parameterAnnotations()).orElse(List.of());
        return found.stream().map(AnnotationData::markings).toList();
    }

    /** Names from {@code -parameters}, else from the debugging information ({@code -g}), else none. */
    private List<String> names() {
        Optional<List<MethodParameterInfo>> written =
                model.findAttribute(Attributes.methodParameters()).map(MethodParametersAttribute::parameters);
        if (written.isPresent()) {
            List<String> names = new ArrayList<>();
            written.get().forEach(info -> names.add(info.name().map(Utf8Entry::stringValue).orElse(null)));
            return names;
        }
        return namesOfLocals();
    }

    private List<String> namesOfLocals() {
        Map<Integer, String> bySlot = new HashMap<>();
        List<LocalVariableInfo> variables = model.code()
                .flatMap(code -> code.findAttribute(Attributes.localVariableTable()))
                .map(LocalVariableTableAttribute::localVariables).orElse(List.of());
        for (LocalVariableInfo variable : variables) {
            if (variable.startPc() == 0) {
                bySlot.put(variable.slot(), variable.name().stringValue());
            }
        }
        List<String> names = new ArrayList<>();
        int slot = model.flags().has(AccessFlag.STATIC) ? 0 : 1;
        for (int i = 0; i < descriptor.parameterCount(); i++) {
            names.add(bySlot.get(slot));
            slot += TypeKind.from(descriptor.parameterType(i)).slotSize();
        }
        return names;
    }
}
