package dev.loanword.export.processor;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.ClassDeclaration.Kind;
import dev.loanword.export.declaration.FieldDeclaration;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.MethodDeclaration;
import dev.loanword.export.declaration.ParameterDeclaration;
import dev.loanword.export.declaration.RecordComponent;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads what one class declares from the compiler's elements, which are the positions too. */
final class ElementReader {
    private final Elements elements;
    private final MirrorTypes types;
    private final AnnotationMirrors annotations;

    ElementReader(Elements elements, Types types) {
        this.elements = elements;
        this.types = new MirrorTypes(elements, types);
        this.annotations = new AnnotationMirrors(this.types);
    }

    ClassDeclaration read(TypeElement type) {
        boolean hasSuperclass = type.getSuperclass().getKind() != TypeKind.NONE;
        boolean isMember = type.getEnclosingElement() instanceof TypeElement;
        List<? extends Element> members = type.getEnclosedElements();
        return new ClassDeclaration(types.binaryName(type),
                elements.getPackageOf(type).getQualifiedName().toString(), kind(type), flags(type),
                isMember ? Optional.of(types.binaryName((TypeElement) type.getEnclosingElement())) : Optional.empty(),
                names(type.getTypeParameters()),
                hasSuperclass ? Optional.of(types.ofClass(type.getSuperclass())) : Optional.empty(),
                type.getInterfaces().stream().map(types::ofClass).toList(), methods(members),
                ElementFilter.fieldsIn(members).stream().map(this::field).toList(),
                type.getRecordComponents().stream().map(this::component).toList(),
                ElementFilter.typesIn(members).stream().map(types::binaryName).toList(), annotations.markings(type), type);
    }

    private static Kind kind(TypeElement type) {
        return switch (type.getKind()) {
            case ENUM -> Kind.ENUM;
            case RECORD -> Kind.RECORD;
            case INTERFACE -> Kind.INTERFACE;
            case ANNOTATION_TYPE -> Kind.ANNOTATION;
            default -> Kind.CLASS;
        };
    }

    private static List<String> names(List<? extends TypeParameterElement> parameters) {
        return parameters.stream().map(parameter -> parameter.getSimpleName().toString()).toList();
    }

    private static Set<AccessFlag> flags(Element element) {
        Set<AccessFlag> flags = EnumSet.noneOf(AccessFlag.class);
        for (Modifier modifier : element.getModifiers()) {
            switch (modifier) {
                case PUBLIC -> flags.add(AccessFlag.PUBLIC);
                case PROTECTED -> flags.add(AccessFlag.PROTECTED);
                case PRIVATE -> flags.add(AccessFlag.PRIVATE);
                case STATIC -> flags.add(AccessFlag.STATIC);
                case FINAL -> flags.add(AccessFlag.FINAL);
                case ABSTRACT -> flags.add(AccessFlag.ABSTRACT);
                default -> { }
            }
        }
        if (element.getKind() == ElementKind.ENUM_CONSTANT) {
            flags.add(AccessFlag.ENUM);
        }
        if (element instanceof ExecutableElement method && method.isVarArgs()) {
            flags.add(AccessFlag.VARARGS);
        }
        return flags;
    }

    private List<MethodDeclaration> methods(List<? extends Element> members) {
        // Constructors and methods in the order of the source, as class files have them.
        return members.stream()
                .filter(member -> member.getKind() == ElementKind.METHOD || member.getKind() == ElementKind.CONSTRUCTOR)
                .map(ExecutableElement.class::cast)
                .filter(method -> elements.getOrigin(method) != Elements.Origin.SYNTHETIC && !elements.isBridge(method))
                .map(this::method).toList();
    }

    private MethodDeclaration method(ExecutableElement method) {
        String descriptor = method.getParameters().stream().map(parameter -> types.descriptor(parameter.asType()))
                .collect(Collectors.joining("", "(", ")" + types.descriptor(method.getReturnType())));
        List<ParameterDeclaration> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            parameters.add(new ParameterDeclaration(name(parameter, parameters.size()), types.of(parameter.asType()),
                    annotations.markings(parameter), parameter));
        }
        JavaType result = types.of(method.getReturnType());
        return new MethodDeclaration(method.getSimpleName().toString(), descriptor, flags(method),
                names(method.getTypeParameters()), parameters, result, annotations.markings(method), method);
    }

    /** For a class file that does not tell, the compiler makes names up: arg0, arg1. */
    private Optional<String> name(VariableElement parameter, int index) {
        String name = parameter.getSimpleName().toString();
        return name.equals("arg" + index) && !isFromSource(parameter) ? Optional.empty() : Optional.of(name);
    }

    /** Says whether an element is being compiled now. */
    boolean isFromSource(Element element) {
        TypeElement outermost = elements.getOutermostTypeElement(element);
        return outermost != null && elements.getFileObjectOf(outermost).getKind() == javax.tools.JavaFileObject.Kind.SOURCE;
    }

    private FieldDeclaration field(VariableElement field) {
        return new FieldDeclaration(field.getSimpleName().toString(), types.of(field.asType()), flags(field),
                annotations.markings(field), field);
    }

    private RecordComponent component(RecordComponentElement component) {
        return new RecordComponent(component.getSimpleName().toString(), types.of(component.asType()),
                annotations.markings(component), component);
    }
}
