package dev.loanword.export.declaration;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstant;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.PyProperty;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.memory.BorrowTable.Access;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a {@link Marking} from the name of an annotation and the attributes that were written down.
 *
 * <p>An attribute's value is a {@link String}, {@link Boolean} or {@link Integer}, the name of an enum's constant as a String,
 * the binary name of a class as a String, or a {@link List} of these.
 */
public final class MarkingReader {
    private final String annotation;
    private final Map<String, Object> values;

    private MarkingReader(String annotation, Map<String, Object> values) {
        this.annotation = annotation;
        this.values = values;
    }

    /**
     * Reads one annotation.
     *
     * @param annotation its binary name
     * @param values the attributes that were given
     * @return the annotation as data; empty if it is not one of ours
     * @throws IllegalArgumentException if an attribute is not of its type, as only a damaged class file has it
     */
    public static Optional<Marking> read(String annotation, Map<String, Object> values) {
        MarkingReader reader = new MarkingReader(annotation, values);
        return Optional.ofNullable(reader.read());
    }

    private Marking read() {
        if (is(PyModule.class)) {
            return new Marking.Module(text("name"), text("doc"), texts("classes"));
        } else if (is(PyClass.class)) {
            return new Marking.Type(text("name"), text("doc"), texts("matchArgs"));
        } else if (is(PyException.class)) {
            return new Marking.ExceptionType(text("name"), text("doc"), text("base"));
        } else if (is(PyFunction.class)) {
            return new Marking.Function(
                    text("name"), text("doc"), flag("releasesGil"), flag("inlined"), flag("classMethod"));
        } else if (is(PyConstructor.class)) {
            return new Marking.Constructor();
        } else if (is(PyProperty.class)) {
            return new Marking.Property(text("name"), text("doc"));
        } else if (is(PyConstant.class)) {
            return new Marking.Constant(text("name"));
        } else if (is(PyParameter.class)) {
            return new Marking.Parameter(text("name"), text("defaultValue"), constant("kind", ParameterKind.class));
        } else if (is(Borrow.class)) {
            return new Marking.Borrow(constant("value", Access.class).orElse(Access.SHARED), text("format"),
                    value("dimensions", Integer.class, -1), flag("contiguous"), texts("types"));
        } else if (is(Unsigned.class)) {
            return new Marking.Unsigned();
        }
        return null;
    }

    private boolean is(Class<? extends Annotation> kind) {
        return annotation.equals(kind.getName());
    }

    private <T> T value(String attribute, Class<T> type, T standard) {
        Object value = values.getOrDefault(attribute, standard);
        if (!type.isInstance(value)) {
            throw wrong(attribute, type.getSimpleName(), value);
        }
        return type.cast(value);
    }

    private String text(String attribute) {
        return value(attribute, String.class, "");
    }

    private boolean flag(String attribute) {
        return value(attribute, Boolean.class, false);
    }

    private List<String> texts(String attribute) {
        List<?> list = value(attribute, List.class, List.of());
        for (Object element : list) {
            if (!(element instanceof String)) {
                throw wrong(attribute, "String[]", list);
            }
        }
        return list.stream().map(String.class::cast).toList();
    }

    private <E extends Enum<E>> Optional<E> constant(String attribute, Class<E> type) {
        if (!values.containsKey(attribute)) {
            return Optional.empty();
        }
        Object name = values.get(attribute);
        Optional<E> found = Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            throw wrong(attribute, type.getSimpleName(), name);
        }
        return found;
    }

    private IllegalArgumentException wrong(String attribute, String type, Object value) {
        return new IllegalArgumentException("the attribute " + attribute + " of @" + annotation + " is no " + type + ": "
                + value + "; compile the class again, against the version of Loanword that runs it");
    }
}
