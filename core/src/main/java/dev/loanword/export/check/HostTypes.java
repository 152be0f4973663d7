package dev.loanword.export.check;

import dev.loanword.export.classfile.ClassFileDeclarations;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what a Java type is in Python where a program that hosts Python asks for a value of it. The rules are those for a
 * parameter of an exported method, but for what can be used during a call alone: borrowed buffers and iterators.
 */
public final class HostTypes {

    private HostTypes() {}

    /**
     * Converts a type. What a raw type leaves open is {@link Object}.
     *
     * @param type a class, or a generic type with its arguments; {@code void} for no value
     * @param loader finds the class files of what the type consists of
     * @throws IllegalArgumentException if it has no Python type in this place; the message says what to ask for
     */
    public static ValueType of(Type type, ClassLoader loader) {
        JavaType asked = javaType(type);
        if (asked == JavaType.Primitive.VOID || type == Void.class) {
            return Simple.NONE;
        }
        try {
            CheckContext context = new CheckContext(ClassFileDeclarations.of(loader));
            ValueType found = context.valueTypes().of(asked, Place.PARAMETER);
            refuseWhatLastsForACall(found);
            return found;
        } catch (UnsupportedTypeException unsupported) {
            throw new IllegalArgumentException("Python's result can't be a " + asked + ": " + unsupported.getMessage());
        }
    }

    private static void refuseWhatLastsForACall(ValueType type) throws UnsupportedTypeException {
        switch (type) {
            case ValueType.Borrowed borrowed -> throw new UnsupportedTypeException(
                    "a buffer is borrowed for the time of a call; use PythonHost.borrow");
            case ValueType.Iteration iteration -> throw new UnsupportedTypeException(
                    "an iterator of Python can be used during a call alone; ask for a List");
            case Simple simple when simple.isSupplied() || simple == Simple.NUMBER_LIST -> throw new UnsupportedTypeException(
                    "it is given to exported methods alone; ask for a number, a String, a List or another type that Python has");
            default -> { }
        }
    }

    private static JavaType javaType(Type type) {
        return switch (type) {
            case Class<?> named when named.isArray() -> new JavaType.Array(javaType(named.componentType()));
            case Class<?> named when named.isPrimitive() -> primitive(named);
            case Class<?> named -> new JavaType.Class(
                    named.getName(), Collections.nCopies(named.getTypeParameters().length, JavaType.Class.OBJECT));
            case ParameterizedType generic -> new JavaType.Class(
                    ((Class<?>) generic.getRawType()).getName(),
                    Stream.of(generic.getActualTypeArguments()).map(HostTypes::javaType).toList());
            case GenericArrayType array -> new JavaType.Array(javaType(array.getGenericComponentType()));
            case WildcardType wildcard -> javaType(wildcard.getUpperBounds()[0]);
            case TypeVariable<?> variable -> new JavaType.Variable(variable.getName(), JavaType.Class.OBJECT.descriptor());
            default -> throw new IllegalArgumentException("'" + type.getTypeName() + "' is no type of the Java language");
        };
    }

    private static JavaType.Primitive primitive(Class<?> type) {
        return List.of(JavaType.Primitive.values()).stream()
                .filter(primitive -> primitive.toString().equals(type.getName()))
                .findFirst()
                .orElseThrow();
    }
}
