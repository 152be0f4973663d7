package dev.loanword.export.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Round trips, and malformed bytes: those refused by the checksum, and those that were given a valid one. */
class ModelFilePropertyTest {

    @Provide
    Arbitrary<ModuleModel> modules() {
        return RandomModels.modules();
    }

    @Property(tries = 500)
    void what_was_written_is_read(@ForAll("modules") ModuleModel module) throws IOException {
        assertThat(read(written(module))).isEqualTo(module);
    }

    @Property(tries = 300)
    void a_file_cut_short_is_refused(@ForAll("modules") ModuleModel module, @ForAll @IntRange(min = 1) int less)
            throws IOException {
        byte[] file = written(module);
        assertRefused(Arrays.copyOf(file, file.length - 1 - less % file.length));
    }

    @Property(tries = 300)
    void a_file_with_one_changed_byte_is_refused(
            @ForAll("modules") ModuleModel module, @ForAll @IntRange(min = 0) int place, @ForAll byte change)
            throws IOException {
        byte[] file = written(module);
        file[place % file.length] ^= change == 0 ? 1 : change;
        assertRefused(file);
    }

    @Property(tries = 300)
    void a_file_with_more_behind_it_is_refused(@ForAll("modules") ModuleModel module, @ForAll byte more)
            throws IOException {
        byte[] file = written(module);
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        longer[file.length] = more;
        assertRefused(longer);
    }

    @Property(tries = 1000)
    void random_bytes_are_refused(@ForAll byte[] bytes) {
        assertRefused(bytes);
    }

    /** What a program could write that means harm: the reader may accept it, but fails only as documented. */
    @Property(tries = 2000)
    void a_random_body_with_a_checksum_leads_to_no_other_exception(@ForAll @Size(max = 200) byte[] body) {
        readOrRefuse(withHead(body));
    }

    @Property(tries = 2000)
    void a_changed_body_with_a_checksum_leads_to_no_other_exception(
            @ForAll("modules") ModuleModel module, @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int changes)
            throws IOException {
        byte[] file = written(module);
        byte[] body = Arrays.copyOfRange(file, ModelFile.HEAD_BYTES, file.length);
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        readOrRefuse(withHead(body));
        readOrRefuse(withHead(Arrays.copyOf(body, random.nextInt(body.length))));
    }

    private static void readOrRefuse(byte[] file) {
        ModuleModel module;
        try {
            module = read(file);
        } catch (ModelFormatException malformed) {
            assertThat(malformed).hasMessageMatching("byte \\d+ of the model: (?s:.+)");
            return;
        } catch (IOException other) {
            throw new AssertionError("only ModelFormatException is documented", other);
        }
        // Accepted, so it is a model like any other.
        assertThat(module).isEqualTo(readAgain(module));
    }

    private static ModuleModel readAgain(ModuleModel module) {
        try {
            return read(written(module));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void assertRefused(byte[] file) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(ModelFormatException.class);
    }

    static byte[] withHead(byte[] body) {
        return ByteBuffer.allocate(ModelFile.HEAD_BYTES + body.length)
                .put(new byte[] {'L', 'W', 'M', 'D'})
                .putShort((short) ModelFile.VERSION)
                .putInt(body.length)
                .putInt(ModelFile.checksum(body))
                .put(body)
                .array();
    }

    static byte[] written(ModuleModel module) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelFile.write(module, bytes);
        return bytes.toByteArray();
    }

    static ModuleModel read(byte[] file) throws IOException {
        return ModelFile.read(new ByteArrayInputStream(file));
    }
}
