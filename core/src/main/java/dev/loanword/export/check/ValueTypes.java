package dev.loanword.export.check;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.ClassDeclaration.Kind;
import dev.loanword.export.declaration.Declarations;
import dev.loanword.export.declaration.JavaType;
import dev.loanword.export.declaration.Marking;
import dev.loanword.export.declaration.RecordComponent;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.Simple;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what a Java type is in Python, as {@link ValueType} has it. */
final class ValueTypes {
    private static final Map<String, Simple> SIMPLE = Map.ofEntries(
            Map.entry("java.lang.String", Simple.STRING),
            Map.entry("java.nio.file.Path", Simple.PATH),
            Map.entry("java.math.BigInteger", Simple.BIG_INTEGER),
            Map.entry("java.math.BigDecimal", Simple.BIG_DECIMAL),
            Map.entry("java.time.LocalDate", Simple.LOCAL_DATE),
            Map.entry("java.time.LocalTime", Simple.LOCAL_TIME),
            Map.entry("java.time.LocalDateTime", Simple.LOCAL_DATE_TIME),
            Map.entry("java.time.OffsetDateTime", Simple.OFFSET_DATE_TIME),
            Map.entry("java.time.ZonedDateTime", Simple.ZONED_DATE_TIME),
            Map.entry("java.time.Instant", Simple.INSTANT),
            Map.entry("java.time.Duration", Simple.DURATION),
            Map.entry("java.lang.Object", Simple.ANY));

    private static final Map<String, Simple> BOXED = Map.of(
            "java.lang.Boolean", Simple.BOOLEAN,
            "java.lang.Byte", Simple.INT8,
            "java.lang.Short", Simple.INT16,
            "java.lang.Integer", Simple.INT32,
            "java.lang.Long", Simple.INT64,
            "java.lang.Float", Simple.FLOAT32,
            "java.lang.Double", Simple.FLOAT64,
            "java.lang.Character", Simple.CHARACTER);

    private static final Map<String, Simple> SUPPLIED = Map.of(
            "dev.loanword.kernels.Checkpoint", Simple.CHECKPOINT,
            "dev.loanword.export.FileAccess", Simple.FILE_ACCESS,
            "dev.loanword.memory.CopyLedger", Simple.COPY_LEDGER);

    static final String BORROWED_BUFFER = "dev.loanword.memory.BorrowedBuffer";
    private static final String LENT_MEMORY = "dev.loanword.memory.LentMemory";
    private static final String NUMBER_LIST = "dev.loanword.memory.NumberList";

    private final Declarations declarations;
    private final Callbacks callbacks;
    private final GenericTypes generics = new GenericTypes(this);
    /** The records whose components are being looked at, so that one that holds itself comes to an end. */
    private final Set<String> openRecords = new HashSet<>();

    ValueTypes(Declarations declarations, Supertypes supertypes) {
        this.declarations = declarations;
        this.callbacks = new Callbacks(supertypes, this);
    }

    /**
     * Converts a type.
     *
     * @param borrow what is demanded of a borrowed buffer
     * @param isUnsigned whether integers are unsigned
     * @throws UnsupportedTypeException if it has no Python type in this place
     */
    ValueType of(JavaType type, Place place, Marking.Borrow borrow, boolean isUnsigned) throws UnsupportedTypeException {
        ValueType found = of(type, place, borrow);
        return isUnsigned ? unsigned(found, type) : found;
    }

    private static void requireParameter(Place place, String otherwise) throws UnsupportedTypeException {
        if (place != Place.PARAMETER) {
            throw new UnsupportedTypeException(otherwise);
        }
    }

    /** Converts a type that carries no annotations. */
    ValueType of(JavaType type, Place place) throws UnsupportedTypeException {
        return of(type, place, Marking.Borrow.ANY);
    }

    private ValueType of(JavaType type, Place place, Marking.Borrow borrow) throws UnsupportedTypeException {
        return switch (type) {
            case JavaType.Primitive primitive -> primitive(primitive, place);
            case JavaType.Class named -> named.name().equals(BORROWED_BUFFER) ? borrowed(place, borrow) : named(named, place);
            case JavaType.Array array -> array(array, place);
            case JavaType.Variable variable -> throw new UnsupportedTypeException("the type variable " + variable.name()
                    + " stands for no type that is known here; write the type itself");
            // A list that Java takes as List<? super Integer> may be one of Integer; one that it gives may hold anything.
            case JavaType.Wildcard wildcard -> wildcard.kind() == JavaType.Wildcard.Bound.SUPER && !place.isTaken()
                    ? Simple.ANY
                    : of(wildcard.bound(), place);
        };
    }

    private static ValueType borrowed(Place place, Marking.Borrow borrow) throws UnsupportedTypeException {
        requireParameter(place, "buffers are borrowed for one call, so one can only be a parameter of its own; give memory to"
                + " Python as a LentMemory");
        return new ValueType.Borrowed(
                borrow.access(), borrow.format(), borrow.dimensions(), borrow.contiguous(), borrow.types());
    }

    private static Simple primitive(JavaType.Primitive primitive, Place place) throws UnsupportedTypeException {
        return switch (primitive) {
            case VOID -> {
                if (place != Place.RESULT) {
                    throw new UnsupportedTypeException("void is no value");
                }
                yield Simple.NONE;
            }
            case BOOLEAN -> Simple.BOOLEAN;
            case BYTE -> Simple.INT8;
            case SHORT -> Simple.INT16;
            case INT -> Simple.INT32;
            case LONG -> Simple.INT64;
            case FLOAT -> Simple.FLOAT32;
            case DOUBLE -> Simple.FLOAT64;
            case CHAR -> Simple.CHARACTER;
        };
    }

    private ValueType named(JavaType.Class type, Place place) throws UnsupportedTypeException {
        String name = type.name();
        if (SIMPLE.containsKey(name)) {
            return SIMPLE.get(name);
        } else if (BOXED.containsKey(name)) {
            // As a type argument a boxed type is the only way to say the primitive one: List<Integer> is a list of int.
            return place.isPart() ? BOXED.get(name) : new ValueType.Nullable(BOXED.get(name));
        } else if (SUPPLIED.containsKey(name)) {
            requireParameter(place, type + " is supplied by the host, as a parameter of its own only");
            return SUPPLIED.get(name);
        } else if (name.equals(LENT_MEMORY)) {
            if (place.isTaken()) {
                throw new UnsupportedTypeException("LentMemory is what Java gives to Python; to take memory that Python has,"
                        + " declare a BorrowedBuffer");
            }
            return Simple.LENT_MEMORY;
        } else if (name.equals(NUMBER_LIST)) {
            requireParameter(place, "a NumberList is read where it lies for one call, so it can only be a parameter of its own;"
                    + " use double[] elsewhere");
            return Simple.NUMBER_LIST;
        }
        Optional<ValueType> generic = generics.of(type, place);
        return generic.isPresent() ? generic.get() : ofOtherClass(type, place);
    }

    private ValueType ofOtherClass(JavaType.Class type, Place place) throws UnsupportedTypeException {
        ClassDeclaration declaration = declarations.find(type.name()).orElseThrow(() -> new UnsupportedTypeException(
                "the class " + type.name() + " is not found; add what it comes from to the class path"));
        if (declaration.isMarked(Marking.Type.class)) {
            if (declaration.kind() == Kind.RECORD && place.isTaken()) {
                checkTaken(declaration);
            }
            return new ValueType.Exported(type.name());
        } else if (declaration.isMarked(Marking.ExceptionType.class)) {
            throw new UnsupportedTypeException("exceptions are thrown, not passed as values; pass what it tells instead");
        } else if (declaration.isMarked(Marking.Module.class)) {
            throw new UnsupportedTypeException("a class marked with @PyModule is a module, whose instances are no values in"
                    + " Python; mark a class of its own with @PyClass");
        }
        Optional<ValueType> callback = callbacks.of(type, declaration, place);
        if (callback.isPresent()) {
            return callback.get();
        }
        throw new UnsupportedTypeException(generics.wayOut(declaration, callbacks.supertypes())
                .orElse("no Python type stands for " + type + "; mark that class with @PyClass if it is yours, else use a number,"
                        + " String, byte[], Path or another type that Python has"));
    }

    /** Checks that Python can make a record: a component may be of a type that is only given. */
    private void checkTaken(ClassDeclaration declaration) throws UnsupportedTypeException {
        if (!openRecords.add(declaration.name())) {
            return;
        }
        try {
            for (RecordComponent component : declaration.components()) {
                of(component.type(), Place.PART_OF_PARAMETER);
            }
        } catch (UnsupportedTypeException unsupported) {
            throw new UnsupportedTypeException("Python can't make a " + declaration.sourceName() + ", for "
                    + unsupported.getMessage());
        } finally {
            openRecords.remove(declaration.name());
        }
    }

    private ValueType array(JavaType.Array array, Place place) throws UnsupportedTypeException {
        if (array.component() instanceof JavaType.Primitive component) {
            return switch (component) {
                case BYTE -> Simple.BYTES;
                case CHAR -> throw new UnsupportedTypeException("no Python type stands for char[]; use a String");
                default -> new ValueType.NumberArray(primitive(component, place.part()));
            };
        }
        return new ValueType.Collection(CollectionKind.ARRAY, of(array.component(), place.part()));
    }

    private static ValueType unsigned(ValueType type, JavaType written) throws UnsupportedTypeException {
        return switch (type) {
            case Simple simple -> simple == Simple.BYTES
                    ? new ValueType.NumberArray(Simple.UINT8)
                    : unsignedNumber(simple, written);
            case ValueType.NumberArray array -> new ValueType.NumberArray(unsignedNumber(array.element(), written));
            case ValueType.Nullable(Simple number) -> new ValueType.Nullable(unsignedNumber(number, written));
            default -> throw signed(written);
        };
    }

    private static Simple unsignedNumber(Simple number, JavaType written) throws UnsupportedTypeException {
        return switch (number) {
            case INT8 -> Simple.UINT8;
            case INT16 -> Simple.UINT16;
            case INT32 -> Simple.UINT32;
            case INT64 -> Simple.UINT64;
            default -> throw signed(written);
        };
    }

    private static UnsupportedTypeException signed(JavaType written) {
        return new UnsupportedTypeException("@Unsigned means nothing for " + written + "; it goes with byte, short, int, long and"
                + " arrays of these");
    }
}
