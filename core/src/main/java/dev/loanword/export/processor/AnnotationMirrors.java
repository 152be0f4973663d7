package dev.loanword.export.processor;

import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.MarkingReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.AnnotationValueVisitor;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Reads the annotations of the compiler's elements. */
final class AnnotationMirrors {
    private final MirrorTypes types;
    private final AnnotationValueVisitor<Object, Void> reader = new Reader();

    AnnotationMirrors(MirrorTypes types) {
        this.types = types;
    }

    List<Marking> markings(Element element) {
        return element.getAnnotationMirrors().stream().map(this::marking).flatMap(Optional::stream).toList();
    }

    private Optional<Marking> marking(AnnotationMirror annotation) {
        TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
        Map<String, Object> values = new HashMap<>();
        annotation.getElementValues().forEach((attribute, value) -> {
            if (isResolved(value)) {
                values.put(attribute.getSimpleName().toString(), value.accept(reader, null));
            }
        });
        return MarkingReader.read(types.binaryName(type), values);
    }

    /** What javac can't resolve reads so, without the quotes that a text has; its own error says more. */
    private static boolean isResolved(AnnotationValue value) {
        return !value.toString().equals("<error>");
    }

    private final class Reader extends SimpleAnnotationValueVisitor14<Object, Void> {
        /** Strings and primitives stand for themselves. */
        @Override
        protected Object defaultAction(Object value, Void unused) {
            return value;
        }

        @Override
        public Object visitEnumConstant(VariableElement constant, Void unused) {
            return constant.getSimpleName().toString();
        }

        @Override
        public Object visitType(TypeMirror type, Void unused) {
            return type.getKind() == TypeKind.DECLARED ? types.ofClass(type).name() : type.toString();
        }

        @Override
        public Object visitArray(List<? extends AnnotationValue> values, Void unused) {
            return values.stream().filter(AnnotationMirrors::isResolved).map(value -> value.accept(this, null)).toList();
        }
    }
}
