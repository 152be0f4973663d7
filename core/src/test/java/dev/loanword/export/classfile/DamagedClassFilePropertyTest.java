package dev.loanword.export.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.check.ExportException;
import dev.loanword.export.check.Exports;
import dev.loanword.export.check.Pricing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A class file of whatever content is read, or is one documented exception. */
class DamagedClassFilePropertyTest {
    private static final byte[] SOUND = read();

    private static byte[] read() {
        try (InputStream content = Pricing.class.getResourceAsStream("Pricing.class")) {
            return content.readAllBytes();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void load(byte[] file) {
        String name = Pricing.class.getName();
        String path = name.replace('.', '/') + ".class";
        try {
            assertThat(Exports.ofClassFile(name, asked -> asked.equals(path) ? new ByteArrayInputStream(file) : null))
                    .isNotNull();
        } catch (ExportException refused) {
            assertThat(refused).hasMessageStartingWith(name + " can't be exported to Python:\n  ");
        }
    }

    @Property(tries = 3000)
    void with_some_bytes_changed(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 100_000) Integer> places, @ForAll byte value) {
        byte[] file = SOUND.clone();
        places.forEach(place -> file[place % file.length] = value);
        load(file);
    }

    @Property
    void cut_short(@ForAll @IntRange(max = 100_000) int length) {
        load(Arrays.copyOf(SOUND, length % SOUND.length));
    }
}
