package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.memory.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Descriptions of memory at random, right and wrong: each is understood as it says or refused with a BufferError. */
@ExtendWith(SharedGraalPy.class)
class ProtocolPropertyTest {

    private static final int CASES = 600;
    private static final List<String> LENGTHS = List.of("0", "1", "2", "3", "6", "-1", "2**31", "2**62", "-2**63", "2**63-1");
    private static final List<String> STRIDES = List.of("0", "1", "-1", "8", "-8", "3", "2**60", "-2**60", "-2**63", "2**63-1");
    private static final List<String> TYPES = List.of("<f8", ">f8", "<i4", "|u1", "|b1", "<e", "", "f", "8", "<f8<f8", "|V3", "|S5", "<U2", "\\u00e9");

    @BeforeAll
    static void define() {
        Protocols.define(SharedGraalPy.python());
    }

    private final Random random = new Random(20_251);

    private String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String tuple(List<String> values) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(oneOf(values));
        }
        return "(" + String.join(",", items) + (items.isEmpty() ? ")" : ",)");
    }

    /** Describes without touching an element. */
    private static void isUnderstoodOrRefused(String producer) {
        assertThat(SharedGraalPy.python().show("described(" + producer + ")"))
                .as(producer)
                .matches("(?s)('|\")borrowed .*|BufferError: .*|TypeError: .*|IndexError: index out of range: .* has more than 64 bits");
    }

    @Test
    void tensors() {
        for (int i = 0; i < CASES; i++) {
            String shape = tuple(LENGTHS);
            int dimensions = shape.equals("()") ? 0 : shape.length() - shape.replace(",", "").length();
            List<String> strides = new ArrayList<>();
            for (int d = 0; d < dimensions; d++) {
                strides.add(oneOf(STRIDES));
            }
            String given = random.nextBoolean() ? "None" : "[" + String.join(",", strides) + "]";
            isUnderstoodOrRefused("Tensors(shape=" + shape + ", strides=" + given + ", code=" + random.nextInt(9) + ", bits="
                    + List.of(0, 1, 8, 16, 32, 64, 128, 255).get(random.nextInt(8)) + ", lanes=" + random.nextInt(3) + ", byte_offset="
                    + oneOf(List.of("0", "8", "-2**63", "-1")) + ")");
        }
    }

    @Test
    void interfaces() {
        for (int i = 0; i < CASES; i++) {
            isUnderstoodOrRefused("Interface(shape=" + tuple(LENGTHS) + ", strides=" + (random.nextBoolean() ? "None" : tuple(STRIDES))
                    + ", typestr='" + oneOf(TYPES) + "', offset=" + oneOf(List.of("None", "0", "1", "-1", "2**62"))
                    + ", data=" + oneOf(List.of("(4096, False)", "bytearray(64)", "(2**63-64, 1)", "memoryview(bytes(48))")) + ")");
        }
    }

    @Test
    void columns() {
        for (int i = 0; i < CASES; i++) {
            isUnderstoodOrRefused("Columns(length=" + oneOf(LENGTHS) + ", offset=" + oneOf(LENGTHS) + ", null_count="
                    + oneOf(List.of("0", "1", "-2", "-2**63")) + ", format=b'" + oneOf(List.of("g", "l", "c", "e", "b", "", "gg", "+s", "w:3"))
                    + "')");
        }
    }

    @Test
    void every_data_type_of_dlpack_and_arrow_is_that_of_its_element_type() {
        for (String format : List.of("?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d")) {
            ElementType type = ElementType.parse(format);
            int bits = (int) type.size() * 8;
            assertThat(Dlpack.elementType(Dlpack.code(type).orElseThrow(), bits, 1)).contains(type);
            assertThat(Arrow.format(type).flatMap(Arrow::elementType)).isEqualTo(format.equals("?") ? Optional.empty() : Optional.of(type));
        }
        for (int code = 0; code < 256; code++) {
            for (int bits = 0; bits < 256; bits++) {
                int given = code;
                int size = bits;
                Dlpack.elementType(code, bits, 1).ifPresent(type -> {
                    assertThat(Dlpack.code(type)).contains(given);
                    assertThat(type.size() * 8).isEqualTo(size);
                });
            }
        }
    }
}
