package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.OptionalKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of {@code java.util} and their kin that hold values of other types. */
final class GenericTypes {
    private static final Map<String, CollectionKind> COLLECTIONS = Map.of(
            "java.util.List", CollectionKind.LIST,
            "java.util.Collection", CollectionKind.COLLECTION,
            "java.util.Set", CollectionKind.SET);

    private static final Map<String, IterationKind> ITERATIONS = Map.of(
            "java.util.Iterator", IterationKind.ITERATOR,
            "java.lang.Iterable", IterationKind.ITERABLE,
            "java.util.stream.Stream", IterationKind.STREAM);

    private static final Map<String, ValueType> OPTIONALS = Map.of(
            "java.util.OptionalInt", new ValueType.Optional(Simple.INT32, OptionalKind.INT),
            "java.util.OptionalLong", new ValueType.Optional(Simple.INT64, OptionalKind.LONG),
            "java.util.OptionalDouble", new ValueType.Optional(Simple.FLOAT64, OptionalKind.DOUBLE));

    /** What to declare instead of a class: the first that it extends or implements. */
    private static final List<String> DECLARED_AS = List.of("java.util.List", "java.util.Set", "java.util.Map",
            "java.util.Collection", "java.util.concurrent.CompletableFuture", "java.util.concurrent.Flow$Publisher",
            "java.util.Iterator");

    private static final String MAP = "java.util.Map";
    private static final String OPTIONAL = "java.util.Optional";
    private static final String FUTURE = "java.util.concurrent.CompletableFuture";
    private static final String PUBLISHER = "java.util.concurrent.Flow$Publisher";
    private static final String VOID = "java.lang.Void";

    private final ValueTypes types;

    GenericTypes(ValueTypes types) {
        this.types = types;
    }

    /** Converts a class if it is one of these. */
    Optional<ValueType> of(JavaType.Class type, Place place) throws UnsupportedTypeException {
        String name = type.name();
        if (COLLECTIONS.containsKey(name)) {
            JavaType element = arguments(type, 1).getFirst();
            if (name.equals("java.util.Set")) {
                requireHashable(type, element);
            }
            return Optional.of(new ValueType.Collection(COLLECTIONS.get(name), types.of(element, place.part())));
        } else if (name.equals(MAP)) {
            List<JavaType> arguments = arguments(type, 2);
            requireHashable(type, arguments.getFirst());
            return Optional.of(new ValueType.Dictionary(
                    types.of(arguments.getFirst(), place.part()), types.of(arguments.getLast(), place.part())));
        } else if (name.equals(OPTIONAL)) {
            return Optional.of(new ValueType.Optional(
                    types.of(arguments(type, 1).getFirst(), place.part()), OptionalKind.OBJECT));
        } else if (OPTIONALS.containsKey(name)) {
            return Optional.of(OPTIONALS.get(name));
        } else if (ITERATIONS.containsKey(name)) {
            require(place == Place.PARAMETER || place == Place.RESULT, type, "a parameter or a result of its own", "a List");
            return Optional.of(new ValueType.Iteration(
                    ITERATIONS.get(name), types.of(arguments(type, 1).getFirst(), place.part())));
        } else if (name.equals(FUTURE)) {
            require(place == Place.RESULT, type, "a result of its own", "the value itself");
            JavaType value = arguments(type, 1).getFirst();
            boolean isVoid = value instanceof JavaType.Class given && given.name().equals(VOID);
            return Optional.of(new ValueType.Future(isVoid ? Simple.NONE : types.of(value, place.part())));
        } else if (name.equals(PUBLISHER)) {
            require(place == Place.RESULT, type, "a result of its own", "a List");
            return Optional.of(new ValueType.Publisher(types.of(arguments(type, 1).getFirst(), place.part())));
        }
        return Optional.empty();
    }

    private static void require(boolean holds, JavaType.Class type, String allowed, String instead)
            throws UnsupportedTypeException {
        if (!holds) {
            throw new UnsupportedTypeException(type + " can only be " + allowed + "; use " + instead + " here");
        }
    }

    private static List<JavaType> arguments(JavaType.Class type, int count) throws UnsupportedTypeException {
        if (type.arguments().size() != count) {
            throw new UnsupportedTypeException(
                    type + " does not say what it holds; write " + type + (count == 1 ? "<...>" : "<..., ...>"));
        }
        return type.arguments();
    }

    /** Keys and elements of sets: Python must hash them, and Java must find them by what they hold. */
    private static void requireHashable(JavaType.Class whole, JavaType key) throws UnsupportedTypeException {
        boolean isArray = key instanceof JavaType.Array;
        boolean isCollection = key instanceof JavaType.Class named
                && (COLLECTIONS.containsKey(named.name()) || named.name().equals(MAP));
        if (isArray || isCollection) {
            throw new UnsupportedTypeException("neither the keys of a dict nor the elements of a set can be " + key
                    + ", for they are found by hash; use a String, a number or a record in " + whole);
        }
    }

    /** Returns what to write instead of a class that extends or implements one of these. */
    Optional<String> wayOut(ClassDeclaration declaration, Supertypes supertypes) {
        if (declaration.name().startsWith("java.util.stream.")) {
            return Optional.of("no Python type stands for " + new JavaType.Class(declaration.name(), List.of())
                    + "; use a java.util.stream.Stream, as boxed() gives it, or an array");
        }
        return DECLARED_AS.stream().filter(name -> supertypes.isA(declaration, name)).findFirst()
                .map(name -> new JavaType.Class(name, List.of()) + "<" + (name.equals(MAP) ? "..., ..." : "...") + ">")
                .map(instead -> "no Python type stands for " + new JavaType.Class(declaration.name(), List.of())
                        + " itself; declare it as " + instead);
    }
}
