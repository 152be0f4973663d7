package dev.loanword.export.model;

import static dev.loanword.export.model.ModelFilePropertyTest.read;
import static dev.loanword.export.model.ModelFilePropertyTest.withHead;
import static dev.loanword.export.model.ModelFilePropertyTest.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowTable.Access;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFileTest {

    private static final ModuleModel SMALL = new ModuleModel("m", "", "a.M", false, List.of(), List.of(), List.of());

    /**
     * The bytes of a known model. If this fails, models made before can't be read any more: raise {@link ModelFile#VERSION}
     * and write down the new bytes.
     */
    @Test
    void the_bytes_of_this_version_stay() throws IOException {
        assertThat(HexFormat.of().formatHex(written(SMALL)))
                .isEqualTo("4c574d44" + "0003" + "0000000f" + "fc8e354f" + "03" + "016d" + "00" + "03612e4d" + "000102" + "00" + "000000");
        assertThat(List.of(Simple.values()).toString())
                .isEqualTo("[NONE, BOOLEAN, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT32, FLOAT64,"
                        + " CHARACTER, STRING, BYTES, PATH, BIG_INTEGER, BIG_DECIMAL, LOCAL_DATE, LOCAL_TIME,"
                        + " LOCAL_DATE_TIME, OFFSET_DATE_TIME, ZONED_DATE_TIME, INSTANT, DURATION, LENT_MEMORY,"
                        + " NUMBER_LIST, ANY, CHECKPOINT, FILE_ACCESS, COPY_LEDGER]");
        assertThat(List.of(
                        List.of(Access.values()),
                        List.of(ParameterKind.values()),
                        List.of(CallModel.Kind.values()),
                        List.of(FunctionModel.Binding.values()),
                        List.of(ValueType.OptionalKind.values()),
                        List.of(ValueType.CollectionKind.values()),
                        List.of(ValueType.IterationKind.values()))
                .toString())
                .isEqualTo("[[SHARED, EXCLUSIVE],"
                        + " [POSITIONAL_ONLY, STANDARD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD],"
                        + " [STATIC, VIRTUAL, INTERFACE, CONSTRUCTOR],"
                        + " [MODULE, INSTANCE, STATIC, CLASS],"
                        + " [OBJECT, INT, LONG, DOUBLE],"
                        + " [LIST, COLLECTION, SET, ARRAY],"
                        + " [ITERATOR, ITERABLE, STREAM]]");
    }

    @Test
    void a_model_of_another_version_says_what_to_do() throws IOException {
        byte[] file = written(SMALL);
        file[5] = 9;
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("the model has format 9, this Loanword reads format 3; compile the core again with the version of"
                        + " Loanword that runs it");
    }

    @Test
    void the_message_of_a_damaged_file_says_where() throws IOException {
        byte[] file = written(SMALL);
        assertRefused(new byte[3], "a model begins with 14 bytes, got 3");
        assertRefused(new byte[14], "a model begins with the letters LWMD at byte 0; this is another kind of file");
        assertRefused(Arrays.copyOf(file, 20), "the model ends at byte 20 instead of 29");
        assertRefused(Arrays.copyOf(file, 30), "the model should end at byte 29, and more follows");
        file[file.length - 1]++;
        assertRefused(file, "the model was changed after it was written: bytes from 14 to 29 don't have the checksum at byte"
                + " 10; compile the core again");
        byte[] huge = HexFormat.of().parseHex("4c574d440003" + "ffffffff" + "00000000");
        assertRefused(huge, "the model says at byte 6 that it has 4294967295 bytes, more than the 4194304 that are read");
    }

    @Test
    void the_message_of_a_malformed_body_says_where() {
        assertRefused(withHead(bytes()), "byte 14 of the model: the model ends in the middle");
        assertRefused(withHead(bytes(9)), "byte 14 of the model: 9 texts can't fit into the 0 bytes that are left");
        assertRefused(withHead(bytes(1, 1, 0xff)), "byte 15 of the model: a text is no UTF-8");
        assertRefused(withHead(bytes(0, 7)), "byte 15 of the model: there is no text with the number 7 among 0");
        assertRefused(withHead(bytes(1, 0, 0, 0, 0, 2)), "byte 19 of the model: there is no truth value with the number 2");
        assertRefused(withHead(bytes(0xff, 0xff, 0xff, 0xff, 0x08)), "byte 14 of the model: a number is larger than 2147483647");
        assertRefused(
                withHead(bytes(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)),
                "byte 24 of the model: the function  has no Java method");
        assertRefused(
                withHead(bytes(1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x7f, 0)),
                "byte 25 of the model: there is no type with the number 127");
        assertRefused(
                withHead(bytes(1, 0, 0, 0, 0, 0, 0, 0, 1, 4, 0, 0, 0)),
                "byte 23 of the model: there is no kind of type with the number 4");
        assertRefused(
                withHead(bytes(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)), "byte 23 of the model: the model is complete, and 1 bytes follow");
    }

    /** One callback in another, each said to have two million parameters. */
    @Test
    void counts_that_promise_much_take_no_memory() {
        byte[] body = new byte[ModelFile.LARGEST_BODY];
        byte[] start = bytes(1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
        byte[] callback = bytes(ModelWriter.CALLBACK, 0, 0, 0, 0xff, 0xff, 0x7f);
        System.arraycopy(start, 0, body, 0, start.length);
        for (int i = 0; i < ModelFile.DEEPEST_NESTING; i++) {
            System.arraycopy(callback, 0, body, start.length + i * callback.length, callback.length);
        }
        ModelReader reader = new ModelReader(body);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(reader::module).hasMessage("byte 249 of the model: types nest deeper than 32");
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(ModelFile.LARGEST_BODY);
    }

    @Test
    void types_nest_to_a_limit_on_both_sides() throws IOException {
        assertThat(read(written(nested(ModelFile.DEEPEST_NESTING - 1)))).isEqualTo(nested(ModelFile.DEEPEST_NESTING - 1));
        assertThatThrownBy(() -> written(nested(ModelFile.DEEPEST_NESTING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("types nest deeper than 32; give the inner ones a class of their own");
        byte[] body = new byte[100_000];
        Arrays.fill(body, (byte) ModelWriter.NULLABLE);
        byte[] start = bytes(1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
        System.arraycopy(start, 0, body, 0, start.length);
        assertRefused(withHead(body), "byte 57 of the model: types nest deeper than 32");
    }

    @Test
    void half_a_surrogate_pair_is_refused_before_anything_is_written() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        ModuleModel halved = new ModuleModel("m", "half \uD83D", "a.M", false, List.of(), List.of(), List.of());
        assertThatThrownBy(() -> ModelFile.write(halved, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the text 'half \uD83D' has half of a surrogate pair, which is no character; write the whole pair or"
                        + " leave it out");
        assertThat(target.size()).isZero();
    }

    @Test
    void a_model_too_large_to_be_read_is_not_written() {
        ModuleModel large =
                new ModuleModel("big", "x".repeat(ModelFile.LARGEST_BODY), "a.M", false, List.of(), List.of(), List.of());
        assertThatThrownBy(() -> ModelFile.write(large, OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model of module big has 4194324 bytes, more than the 4194304 that are read; split the module");
    }

    @Test
    void a_failing_stream_is_no_malformed_model() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThatThrownBy(() -> ModelFile.read(failing)).isExactlyInstanceOf(IOException.class).hasMessage("the disk is gone");
    }

    @Test
    void streams_stay_open() throws IOException {
        boolean[] closed = new boolean[2];
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        ModelFile.write(SMALL, target);
        ModelFile.read(new ByteArrayInputStream(target.toByteArray()) {
            @Override
            public void close() {
                closed[1] = true;
            }
        });
        assertThat(closed).containsExactly(false, false);
    }

    private static ModuleModel nested(int depth) {
        ValueType type = Simple.INT32;
        for (int i = 0; i < depth; i++) {
            type = new ValueType.Nullable(type);
        }
        return new ModuleModel(
                "m", "", "a.M", false, List.of(), List.of(new ConstantModel("C", "a.M", "C", type)), List.of());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(ModelFormatException.class).hasMessage(message);
    }
}
