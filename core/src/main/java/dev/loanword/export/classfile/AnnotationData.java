package dev.loanword.export.classfile;

import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MarkingReader;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the annotations of class files. Ours are those that the JVM does not see at run time. */
final class AnnotationData {
    private AnnotationData() {}

    static List<Marking> markings(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeInvisibleAnnotations())
                .map(attribute -> markings(attribute.annotations())).orElse(List.of());
    }

    static List<Marking> markings(List<Annotation> annotations) {
        return annotations.stream().map(AnnotationData::marking).flatMap(Optional::stream).toList();
    }

    private static Optional<Marking> marking(Annotation annotation) {
        Map<String, Object> values = new HashMap<>();
        for (AnnotationElement element : annotation.elements()) {
            values.put(element.name().stringValue(), data(element.value()));
        }
        return MarkingReader.read(binaryName(annotation.classSymbol()), values);
    }

    private static Object data(AnnotationValue value) {
        return switch (value) {
            case AnnotationValue.OfString text -> text.stringValue();
            case AnnotationValue.OfBoolean flag -> flag.booleanValue();
            case AnnotationValue.OfInt number -> number.intValue();
            case AnnotationValue.OfEnum constant -> constant.constantName().stringValue();
            case AnnotationValue.OfClass type -> binaryName(type.classSymbol());
            case AnnotationValue.OfArray array -> array.values().stream().map(AnnotationData::data).toList();
            // No annotation of ours has such a value; those of others are not looked at.
            default -> value;
        };
    }

    private static String binaryName(ClassDesc type) {
        if (!type.isClassOrInterface()) {
            return type.displayName();
        }
        return type.packageName().isEmpty() ? type.displayName() : type.packageName() + "." + type.displayName();
    }
}
