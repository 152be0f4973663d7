package dev.loanword.export.model;

import dev.loanword.export.model.FunctionModel.Binding;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.OptionalKind;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of a model file, as {@link ModelWriter} writes it.
 *
 * <p>It runs while a host starts, so it is plain code: no reflection, no lambda, which would cost more than the reading. It
 * trusts no number that it reads: lists grow as their elements come, and nesting has a limit.
 */
final class ModelReader {

    private static final Simple[] SIMPLE = Simple.values();
    private static final Access[] ACCESS = Access.values();
    private static final OptionalKind[] OPTIONAL_KINDS = OptionalKind.values();
    private static final CollectionKind[] COLLECTION_KINDS = CollectionKind.values();
    private static final IterationKind[] ITERATION_KINDS = IterationKind.values();
    private static final ParameterKind[] PARAMETER_KINDS = ParameterKind.values();
    private static final Binding[] BINDINGS = Binding.values();
    private static final CallModel.Kind[] CALL_KINDS = CallModel.Kind.values();
    private static final CallModel.Mode[] MODES = CallModel.Mode.values();

    /** Most lists are shorter; a longer one grows, and never before its elements are there. */
    private static final int FIRST_CAPACITY = 16;

    private final byte[] body;
    private int position;
    private String[] texts;
    private int nesting;

    ModelReader(byte[] body) {
        this.body = body;
    }

    ModuleModel module() throws ModelFormatException {
        texts = pool();
        ModuleModel module =
                new ModuleModel(text(), text(), text(), bool(), functions(), constants(), types());
        if (position != body.length) {
            throw malformed(position, "the model is complete, and " + (body.length - position) + " bytes follow");
        }
        return module;
    }

    private String[] pool() throws ModelFormatException {
        String[] pool = new String[count("texts")];
        for (int i = 0; i < pool.length; i++) {
            int start = position;
            int length = count("bytes of a text");
            String text = new String(body, position, length, StandardCharsets.UTF_8);
            // The JDK reads malformed bytes as U+FFFD. Only a text that has one can have been malformed.
            if (text.indexOf('\uFFFD') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOfRange(body, position, position + length))) {
                throw malformed(start, "a text is no UTF-8");
            }
            pool[i] = text;
            position += length;
        }
        return pool;
    }

    private List<FunctionModel> functions() throws ModelFormatException {
        int count = count("functions");
        List<FunctionModel> functions = list(count);
        for (int i = 0; i < count; i++) {
            String name = text();
            String doc = text();
            Binding binding = BINDINGS[ordinal("binding", BINDINGS.length)];
            int start = position;
            List<CallModel> overloads = calls();
            if (overloads.isEmpty()) {
                throw malformed(start, "the function " + name + " has no Java method");
            }
            functions.add(new FunctionModel(name, doc, binding, overloads));
        }
        return functions;
    }

    private List<CallModel> calls() throws ModelFormatException {
        int count = count("calls");
        List<CallModel> calls = list(count);
        for (int i = 0; i < count; i++) {
            calls.add(call());
        }
        return calls;
    }

    private CallModel call() throws ModelFormatException {
        CallModel.Kind kind = CALL_KINDS[ordinal("kind of call", CALL_KINDS.length)];
        String owner = text();
        String method = text();
        String descriptor = text();
        int count = count("parameters");
        List<ParameterModel> parameters = list(count);
        for (int i = 0; i < count; i++) {
            parameters.add(new ParameterModel(
                    text(), PARAMETER_KINDS[ordinal("kind of parameter", PARAMETER_KINDS.length)], text(), valueType()));
        }
        return new CallModel(kind, owner, method, descriptor, parameters, valueType(), MODES[ordinal("mode of a call", MODES.length)]);
    }

    private List<ConstantModel> constants() throws ModelFormatException {
        int count = count("constants");
        List<ConstantModel> constants = list(count);
        for (int i = 0; i < count; i++) {
            constants.add(new ConstantModel(text(), text(), text(), valueType()));
        }
        return constants;
    }

    private List<PropertyModel> properties() throws ModelFormatException {
        int count = count("properties");
        List<PropertyModel> properties = list(count);
        for (int i = 0; i < count; i++) {
            properties.add(new PropertyModel(
                    text(), text(), call(), bool() ? Optional.of(call()) : Optional.empty()));
        }
        return properties;
    }

    private List<TypeModel> types() throws ModelFormatException {
        int count = count("types");
        List<TypeModel> types = list(count);
        for (int i = 0; i < count; i++) {
            types.add(type());
        }
        return types;
    }

    private TypeModel type() throws ModelFormatException {
        int start = position;
        int kind = unsignedByte();
        String name = text();
        String doc = text();
        String className = text();
        return switch (kind) {
            case ModelWriter.JAVA_CLASS -> new TypeModel.JavaClass(
                    name, doc, className, calls(), functions(), properties(), constants(), strings(), bool(), base());
            case ModelWriter.JAVA_ENUM -> new TypeModel.JavaEnum(name, doc, className, strings());
            case ModelWriter.JAVA_RECORD -> {
                String descriptor = text();
                yield new TypeModel.JavaRecord(name, doc, className, components(), descriptor);
            }
            case ModelWriter.JAVA_EXCEPTION -> new TypeModel.JavaException(name, doc, className, text());
            default -> throw malformed(start, "there is no kind of type with the number " + kind);
        };
    }

    private Optional<TypeModel.Base> base() throws ModelFormatException {
        return bool() ? Optional.of(new TypeModel.Base(text(), Set.copyOf(strings()))) : Optional.empty();
    }

    private List<TypeModel.Component> components() throws ModelFormatException {
        int count = count("components");
        List<TypeModel.Component> components = list(count);
        for (int i = 0; i < count; i++) {
            components.add(new TypeModel.Component(text(), text(), text(), valueType()));
        }
        return components;
    }

    private ValueType valueType() throws ModelFormatException {
        int start = position;
        if (++nesting > ModelFile.DEEPEST_NESTING) {
            throw malformed(start, "types nest deeper than " + ModelFile.DEEPEST_NESTING);
        }
        int code = unsignedByte();
        ValueType type = code < SIMPLE.length ? SIMPLE[code] : compound(start, code);
        nesting--;
        return type;
    }

    private ValueType compound(int start, int code) throws ModelFormatException {
        return switch (code) {
            case ModelWriter.BORROWED -> new ValueType.Borrowed(
                    ACCESS[ordinal("access", ACCESS.length)], text(), integer(), bool(), strings());
            case ModelWriter.NUMBER_ARRAY -> new ValueType.NumberArray(SIMPLE[ordinal("simple type", SIMPLE.length)]);
            case ModelWriter.NULLABLE -> new ValueType.Nullable(valueType());
            case ModelWriter.OPTIONAL -> {
                OptionalKind kind = OPTIONAL_KINDS[ordinal("kind of optional", OPTIONAL_KINDS.length)];
                yield new ValueType.Optional(valueType(), kind);
            }
            case ModelWriter.COLLECTION -> new ValueType.Collection(
                    COLLECTION_KINDS[ordinal("kind of collection", COLLECTION_KINDS.length)], valueType());
            case ModelWriter.DICTIONARY -> new ValueType.Dictionary(valueType(), valueType());
            case ModelWriter.ITERATION -> new ValueType.Iteration(
                    ITERATION_KINDS[ordinal("kind of iteration", ITERATION_KINDS.length)], valueType());
            case ModelWriter.EXPORTED -> new ValueType.Exported(text());
            case ModelWriter.CALLBACK -> new ValueType.Callback(text(), text(), text(), valueTypes(), valueType());
            case ModelWriter.FUTURE -> new ValueType.Future(valueType());
            case ModelWriter.PUBLISHER -> new ValueType.Publisher(valueType());
            default -> throw malformed(start, "there is no type with the number " + code);
        };
    }

    private List<ValueType> valueTypes() throws ModelFormatException {
        int count = count("types");
        List<ValueType> types = list(count);
        for (int i = 0; i < count; i++) {
            types.add(valueType());
        }
        return types;
    }

    private List<String> strings() throws ModelFormatException {
        int count = count("texts");
        List<String> strings = list(count);
        for (int i = 0; i < count; i++) {
            strings.add(text());
        }
        return strings;
    }

    private static <T> List<T> list(int count) {
        return new ArrayList<>(Math.min(count, FIRST_CAPACITY));
    }

    private String text() throws ModelFormatException {
        int start = position;
        int number = number();
        if (number >= texts.length) {
            throw malformed(start, "there is no text with the number " + number + " among " + texts.length);
        }
        return texts[number];
    }

    /** A count of things that follow. Each takes at least one byte, so that a count beyond the end is seen at once. */
    private int count(String what) throws ModelFormatException {
        int start = position;
        int count = number();
        if (count > body.length - position) {
            throw malformed(start, count + " " + what + " can't fit into the " + (body.length - position)
                    + " bytes that are left");
        }
        return count;
    }

    private int number() throws ModelFormatException {
        int start = position;
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = unsignedByte();
            int bits = next & 0x7f;
            if (shift == 28 && bits > 0x7) {
                break;
            }
            value |= bits << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed(start, "a number is larger than " + Integer.MAX_VALUE);
    }

    private int integer() throws ModelFormatException {
        return unsignedByte() << 24 | unsignedByte() << 16 | unsignedByte() << 8 | unsignedByte();
    }

    private boolean bool() throws ModelFormatException {
        return ordinal("truth value", 2) == 1;
    }

    private int ordinal(String what, int limit) throws ModelFormatException {
        int ordinal = unsignedByte();
        if (ordinal >= limit) {
            throw malformed(position - 1, "there is no " + what + " with the number " + ordinal);
        }
        return ordinal;
    }

    private int unsignedByte() throws ModelFormatException {
        if (position == body.length) {
            throw malformed(position, "the model ends in the middle");
        }
        return body[position++] & 0xff;
    }

    private static ModelFormatException malformed(int at, String what) {
        return new ModelFormatException("byte " + (ModelFile.HEAD_BYTES + at) + " of the model: " + what);
    }
}
