package dev.loanword.export.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the body of a model file; {@link ModelReader} is its mirror image, method for method. */
final class ModelWriter {

    /** The first byte of a type with parts. A byte below is the ordinal of a {@link ValueType.Simple}. */
    static final int FIRST_COMPOUND = 0x80;
    static final int BORROWED = FIRST_COMPOUND;
    static final int NUMBER_ARRAY = 0x81;
    static final int NULLABLE = 0x82;
    static final int OPTIONAL = 0x83;
    static final int COLLECTION = 0x84;
    static final int DICTIONARY = 0x85;
    static final int ITERATION = 0x86;
    static final int EXPORTED = 0x87;
    static final int CALLBACK = 0x88;
    static final int FUTURE = 0x89;
    static final int PUBLISHER = 0x8a;

    static final int JAVA_CLASS = 0;
    static final int JAVA_ENUM = 1;
    static final int JAVA_RECORD = 2;
    static final int JAVA_EXCEPTION = 3;

    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int nesting;

    private ModelWriter() {}

    static byte[] body(ModuleModel model) {
        ModelWriter writer = new ModelWriter();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.module(model);
            DataOutputStream head = new DataOutputStream(body);
            number(head, writer.texts.size());
            for (String text : writer.texts.keySet()) {
                byte[] encoded = encoded(text);
                number(head, encoded.length);
                head.write(encoded);
            }
            writer.bytes.writeTo(head);
        } catch (IOException impossible) {
            throw new AssertionError("writing to memory failed; please report this", impossible);
        }
        return body.toByteArray();
    }

    private static byte[] encoded(String text) {
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] result = new byte[encoded.remaining()];
            encoded.get(result);
            return result;
        } catch (CharacterCodingException halfAPair) {
            throw new IllegalArgumentException("the text '" + text + "' has half of a surrogate pair, which is no character;"
                    + " write the whole pair or leave it out");
        }
    }

    private void module(ModuleModel module) throws IOException {
        text(module.name());
        text(module.doc());
        text(module.className());
        out.writeBoolean(module.needsInstance());
        functions(module.functions());
        constants(module.constants());
        number(module.types().size());
        for (TypeModel type : module.types()) {
            type(type);
        }
    }

    private void functions(List<FunctionModel> functions) throws IOException {
        number(functions.size());
        for (FunctionModel function : functions) {
            text(function.name());
            text(function.doc());
            out.writeByte(function.binding().ordinal());
            calls(function.overloads());
        }
    }

    private void calls(List<CallModel> calls) throws IOException {
        number(calls.size());
        for (CallModel call : calls) {
            call(call);
        }
    }

    private void call(CallModel call) throws IOException {
        out.writeByte(call.kind().ordinal());
        text(call.owner());
        text(call.method());
        text(call.descriptor());
        number(call.parameters().size());
        for (ParameterModel parameter : call.parameters()) {
            text(parameter.name());
            out.writeByte(parameter.kind().ordinal());
            text(parameter.defaultValue());
            valueType(parameter.type());
        }
        valueType(call.result());
        out.writeByte(call.mode().ordinal());
    }

    private void constants(List<ConstantModel> constants) throws IOException {
        number(constants.size());
        for (ConstantModel constant : constants) {
            text(constant.name());
            text(constant.owner());
            text(constant.field());
            valueType(constant.type());
        }
    }

    private void properties(List<PropertyModel> properties) throws IOException {
        number(properties.size());
        for (PropertyModel property : properties) {
            text(property.name());
            text(property.doc());
            call(property.getter());
            out.writeBoolean(property.setter().isPresent());
            if (property.setter().isPresent()) {
                call(property.setter().get());
            }
        }
    }

    private void type(TypeModel type) throws IOException {
        out.writeByte(switch (type) {
            case TypeModel.JavaClass _ -> JAVA_CLASS;
            case TypeModel.JavaEnum _ -> JAVA_ENUM;
            case TypeModel.JavaRecord _ -> JAVA_RECORD;
            case TypeModel.JavaException _ -> JAVA_EXCEPTION;
        });
        text(type.name());
        text(type.doc());
        text(type.className());
        switch (type) {
            case TypeModel.JavaClass javaClass -> {
                calls(javaClass.constructors());
                functions(javaClass.functions());
                properties(javaClass.properties());
                constants(javaClass.constants());
                texts(javaClass.matchArgs());
                out.writeBoolean(javaClass.closeable());
                out.writeBoolean(javaClass.base().isPresent());
                if (javaClass.base().isPresent()) {
                    text(javaClass.base().get().className());
                    texts(javaClass.base().get().inherited().stream().sorted().toList());
                }
            }
            case TypeModel.JavaEnum javaEnum -> texts(javaEnum.members());
            case TypeModel.JavaRecord javaRecord -> {
                text(javaRecord.descriptor());
                number(javaRecord.components().size());
                for (TypeModel.Component component : javaRecord.components()) {
                    text(component.name());
                    text(component.accessor());
                    text(component.descriptor());
                    valueType(component.type());
                }
            }
            case TypeModel.JavaException javaException -> text(javaException.base());
        }
    }

    private void valueType(ValueType type) throws IOException {
        if (++nesting > ModelFile.DEEPEST_NESTING) {
            throw new IllegalArgumentException(
                    "types nest deeper than " + ModelFile.DEEPEST_NESTING + "; give the inner ones a class of their own");
        }
        switch (type) {
            case ValueType.Simple simple -> out.writeByte(simple.ordinal());
            case ValueType.Borrowed(var access, var format, var dimensions, var contiguous, var types) -> {
                out.writeByte(BORROWED);
                out.writeByte(access.ordinal());
                text(format);
                out.writeInt(dimensions);
                out.writeBoolean(contiguous);
                texts(types);
            }
            case ValueType.NumberArray(var element) -> {
                out.writeByte(NUMBER_ARRAY);
                out.writeByte(element.ordinal());
            }
            case ValueType.Nullable(var of) -> {
                out.writeByte(NULLABLE);
                valueType(of);
            }
            case ValueType.Optional(var of, var kind) -> {
                out.writeByte(OPTIONAL);
                out.writeByte(kind.ordinal());
                valueType(of);
            }
            case ValueType.Collection(var kind, var element) -> {
                out.writeByte(COLLECTION);
                out.writeByte(kind.ordinal());
                valueType(element);
            }
            case ValueType.Dictionary(var key, var value) -> {
                out.writeByte(DICTIONARY);
                valueType(key);
                valueType(value);
            }
            case ValueType.Iteration(var kind, var element) -> {
                out.writeByte(ITERATION);
                out.writeByte(kind.ordinal());
                valueType(element);
            }
            case ValueType.Exported(var className) -> {
                out.writeByte(EXPORTED);
                text(className);
            }
            case ValueType.Callback(var interfaceName, var method, var descriptor, var parameters, var result) -> {
                out.writeByte(CALLBACK);
                text(interfaceName);
                text(method);
                text(descriptor);
                number(parameters.size());
                for (ValueType parameter : parameters) {
                    valueType(parameter);
                }
                valueType(result);
            }
            case ValueType.Future(var of) -> {
                out.writeByte(FUTURE);
                valueType(of);
            }
            case ValueType.Publisher(var of) -> {
                out.writeByte(PUBLISHER);
                valueType(of);
            }
        }
        nesting--;
    }

    private void texts(List<String> values) throws IOException {
        number(values.size());
        for (String value : values) {
            text(value);
        }
    }

    private void text(String value) throws IOException {
        Integer known = texts.putIfAbsent(Objects.requireNonNull(value, "text of a model"), texts.size());
        number(known == null ? texts.size() - 1 : known);
    }

    private void number(int value) throws IOException {
        number(out, value);
    }

    /** Unsigned LEB128: seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static void number(OutputStream target, int value) throws IOException {
        int rest = value;
        while (rest > 0x7f) {
            target.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        target.write(rest);
    }
}
