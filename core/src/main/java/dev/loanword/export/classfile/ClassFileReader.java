package dev.loanword.export.classfile;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.RecordComponent;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassSignature;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one class file. */
final class ClassFileReader {
    private final ClassModel model;
    private final String name;
    /** The entry about this class itself, which has its flags as a member; empty at top level. */
    private final Optional<InnerClassInfo> self;
    private final SignatureTypes types;

    private ClassFileReader(String name, ClassModel model) {
        this.model = model;
        this.name = name;
        this.self = innerClasses().filter(info -> name.equals(nameOf(info.innerClass()))).findFirst();
        this.types = SignatureTypes.of(model.findAttribute(Attributes.signature()).map(a -> a.asClassSignature()
                .typeParameters()).orElse(List.of()));
    }

    /**
     * Reads a class file.
     *
     * @return what the class declares; empty if it is another one, as in a file that lies where no class loader finds it
     * @throws IllegalArgumentException if it is damaged, or newer than this JDK knows
     */
    static Optional<ClassDeclaration> read(String binaryName, byte[] file) {
        try {
            ClassModel model = ClassFile.of().parse(file);
            return nameOf(model.thisClass()).equals(binaryName)
                    ? Optional.of(new ClassFileReader(binaryName, model).read())
                    : Optional.empty();
        } catch (RuntimeException damaged) {
            // Mostly an IllegalArgumentException, but the JDK's parser lets others out too, such as ClassCastException.
            throw new IllegalArgumentException(
                    "the class file of " + binaryName + " can't be read: " + damaged.getMessage() + "; compile it again",
                    damaged);
        }
    }

    private static String nameOf(ClassEntry entry) {
        return entry.asInternalName().replace('/', '.');
    }

    private ClassDeclaration read() {
        Optional<ClassSignature> signature =
                model.findAttribute(Attributes.signature()).map(attribute -> attribute.asClassSignature());
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        Optional<JavaType.Class> superclass = isInterface || model.superclass().isEmpty()
                ? Optional.empty()
                : Optional.of(signature.map(written -> types.of(written.superclassSignature()))
                        .orElseGet(() -> new JavaType.Class(nameOf(model.superclass().get()), List.of())));
        List<JavaType.Class> interfaces = signature
                .map(written -> written.superinterfaceSignatures().stream().map(types::of).toList())
                .orElseGet(() -> model.interfaces().stream()
                        .map(entry -> new JavaType.Class(nameOf(entry), List.of())).toList());
        int lastDot = name.lastIndexOf('.');
        return new ClassDeclaration(name, lastDot < 0 ? "" : name.substring(0, lastDot), kind(), flags(), enclosing(),
                signature.map(written -> SignatureTypes.names(written.typeParameters())).orElse(List.of()),
                superclass, interfaces, methods(), fields(), components(), nested(), AnnotationData.markings(model), name);
    }

    private ClassDeclaration.Kind kind() {
        if (model.flags().has(AccessFlag.ANNOTATION)) {
            return ClassDeclaration.Kind.ANNOTATION;
        } else if (model.flags().has(AccessFlag.INTERFACE)) {
            return ClassDeclaration.Kind.INTERFACE;
        } else if (model.flags().has(AccessFlag.ENUM)) {
            return ClassDeclaration.Kind.ENUM;
        }
        boolean isRecord = model.findAttribute(Attributes.record()).isPresent();
        return isRecord ? ClassDeclaration.Kind.RECORD : ClassDeclaration.Kind.CLASS;
    }

    private Stream<InnerClassInfo> innerClasses() {
        return model.findAttribute(Attributes.innerClasses()).map(InnerClassesAttribute::classes).orElse(List.of())
                .stream();
    }

    private Set<AccessFlag> flags() {
        return self.map(InnerClassInfo::flags).orElseGet(() -> model.flags().flags());
    }

    /** A member's binary name begins with that of its class (JLS 13.1); so no class lies in itself. */
    private Optional<String> enclosing() {
        return self.flatMap(InnerClassInfo::outerClass).map(ClassFileReader::nameOf)
                .filter(outer -> name.startsWith(outer + "$"));
    }

    private List<String> nested() {
        return innerClasses().filter(info -> info.outerClass().map(outer -> name.equals(nameOf(outer))).orElse(false))
                .map(info -> nameOf(info.innerClass())).toList();
    }

    private List<MethodDeclaration> methods() {
        // Bridges are copies, with the annotations, of methods that are there anyway.
        return model.methods().stream()
                .filter(method -> !method.flags().has(AccessFlag.SYNTHETIC))
                .filter(method -> !method.methodName().equalsString("<clinit>"))
                .map(this::method).toList();
    }

    private MethodDeclaration method(MethodModel method) {
        return new MethodReader(name, method, types).read();
    }

    private List<FieldDeclaration> fields() {
        return model.fields().stream().filter(field -> !field.flags().has(AccessFlag.SYNTHETIC)).map(this::field)
                .toList();
    }

    private FieldDeclaration field(FieldModel field) {
        JavaType type = types.of(field.findAttribute(Attributes.signature()).map(found -> found.asTypeSignature())
                .orElseGet(() -> Signature.of(field.fieldTypeSymbol())));
        String fieldName = field.fieldName().stringValue();
        return new FieldDeclaration(fieldName, type, field.flags().flags(), AnnotationData.markings(field),
                name + "." + fieldName);
    }

    private List<RecordComponent> components() {
        return model.findAttribute(Attributes.record()).map(RecordAttribute::components).orElse(List.of()).stream()
                .map(this::component).toList();
    }

    private RecordComponent component(RecordComponentInfo component) {
        JavaType type = types.of(component.findAttribute(Attributes.signature()).map(found -> found.asTypeSignature())
                .orElseGet(() -> Signature.of(component.descriptorSymbol())));
        String componentName = component.name().stringValue();
        return new RecordComponent(componentName, type, AnnotationData.markings(component), name + "." + componentName);
    }
}
