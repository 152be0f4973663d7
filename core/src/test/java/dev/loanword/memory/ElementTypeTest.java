package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loanword.memory.ElementType.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTypeTest {
    private static final List<String> PREFIXES = List.of("", "@", "=", "<", ">", "!");
    private static final String CODES = "?bBhHiIlLqQnNefdcspPx";
    private static final String COUNTABLE = "spx";
    private static final List<String> COUNTS = List.of("", "1", "3", "8", "1000");
    private static final ByteOrder SWAPPED =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

    private static final Map<Character, Kind> KINDS = Map.ofEntries(Map.entry('?', Kind.BOOLEAN),
            Map.entry('b', Kind.SIGNED_INTEGER), Map.entry('h', Kind.SIGNED_INTEGER),
            Map.entry('i', Kind.SIGNED_INTEGER), Map.entry('l', Kind.SIGNED_INTEGER),
            Map.entry('q', Kind.SIGNED_INTEGER), Map.entry('n', Kind.SIGNED_INTEGER),
            Map.entry('B', Kind.UNSIGNED_INTEGER), Map.entry('H', Kind.UNSIGNED_INTEGER),
            Map.entry('I', Kind.UNSIGNED_INTEGER), Map.entry('L', Kind.UNSIGNED_INTEGER),
            Map.entry('Q', Kind.UNSIGNED_INTEGER), Map.entry('N', Kind.UNSIGNED_INTEGER),
            Map.entry('e', Kind.FLOAT), Map.entry('f', Kind.FLOAT), Map.entry('d', Kind.FLOAT),
            Map.entry('c', Kind.CHARACTER), Map.entry('s', Kind.BYTES), Map.entry('p', Kind.BYTES),
            Map.entry('P', Kind.POINTER), Map.entry('x', Kind.PADDING), Map.entry('u', Kind.TEXT),
            Map.entry('w', Kind.TEXT));

    /** One row of struct_table.txt, which CPython's struct module has made. */
    record Row(String format, String size, String alignment) {
        boolean refused() {
            return size.equals("refused");
        }
    }

    static List<Row> table() throws IOException {
        return resource("struct_table.txt").lines().map(line -> {
            String[] fields = line.split(" ");
            return new Row((fields[0].equals("none") ? "" : fields[0]) + fields[1], fields[2], fields[3]);
        }).toList();
    }

    static List<String> acceptedFormats() throws IOException {
        List<String> formats =
                new ArrayList<>(table().stream().filter(row -> !row.refused()).map(Row::format).toList());
        for (String prefix : PREFIXES) {
            formats.addAll(List.of(prefix + "u", prefix + "w", prefix + "2w", prefix + "31w"));
        }
        return formats;
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = ElementTypeTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_table_covers_each_prefix_with_each_typecode_and_count() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String prefix : PREFIXES) {
            for (char code : CODES.toCharArray()) {
                for (String count : COUNTABLE.indexOf(code) >= 0 ? COUNTS : List.of("")) {
                    expected.add(prefix + count + code);
                }
            }
        }
        assertThat(table()).extracting(Row::format).containsExactlyElementsOf(expected);
    }

    @Test
    void the_table_is_what_python_on_this_machine_says(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("struct_table.py"), resource("struct_table.py"));
        Process python;
        try {
            python = new ProcessBuilder("python3", script.toString()).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            assumeTrue(false, "no python3 on this machine: " + notInstalled.getMessage());
            return;
        }
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo(resource("struct_table.txt"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void size_and_alignment_are_those_of_cpython(Row row) {
        if (row.refused()) {
            assertThatThrownBy(() -> ElementType.parse(row.format())).isInstanceOf(UnsupportedFormatException.class);
            return;
        }
        ElementType type = ElementType.parse(row.format());
        assertThat(type.size()).isEqualTo(Long.parseLong(row.size()));
        assertThat(type.alignment()).isEqualTo(Long.parseLong(row.alignment()));
        assertThat(type.count() + "" + type.code())
                .isIn(row.format().replaceAll("^[@=<>!]", ""), "1" + row.format().replaceAll("^[@=<>!]", ""));
    }

    @ParameterizedTest
    @MethodSource("acceptedFormats")
    void kind_and_order_follow_from_typecode_and_prefix(String format) {
        ElementType type = ElementType.parse(format);
        char code = format.charAt(format.length() - 1);
        assertThat(type.code()).isEqualTo(code);
        assertThat(type.kind()).isEqualTo(KINDS.get(code));
        ByteOrder written = switch (format.charAt(0)) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>', '!' -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        boolean singleBytes = "?bBcspx".indexOf(code) >= 0;
        assertThat(type.order()).isEqualTo(singleBytes ? ByteOrder.nativeOrder() : written);
        assertThat(type.isNativeOrder()).isEqualTo(type.order() == ByteOrder.nativeOrder());
    }

    @ParameterizedTest
    @MethodSource("acceptedFormats")
    void the_canonical_format_describes_the_same_memory_and_is_stable(String format) {
        ElementType type = ElementType.parse(format);
        ElementType again = ElementType.parse(type.format());
        assertThat(again.sameMemory(type)).isTrue();
        assertThat(type.sameMemory(again)).isTrue();
        assertThat(again.format()).isEqualTo(type.format());
        assertThat(type.isNativeOrder()).isEqualTo("<>".indexOf(type.format().charAt(0)) < 0);
        if ("@=<>!".indexOf(format.charAt(0)) < 0) {
            assertThat(again.size()).isEqualTo(type.size());
            assertThat(again.alignment()).isEqualTo(type.alignment());
        }
    }

    @ParameterizedTest
    @MethodSource("acceptedFormats")
    void swapping_the_order_twice_gives_the_same_memory(String format) {
        ElementType type = ElementType.parse(format);
        if (type.kind() == Kind.POINTER) {
            assertThatThrownBy(() -> type.withOrder(SWAPPED)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a pointer has the byte order of the machine, " + ByteOrder.nativeOrder()
                            + ", only; wanted " + SWAPPED);
            return;
        }
        ElementType swapped = type.withOrder(type.order() == SWAPPED ? ByteOrder.nativeOrder() : SWAPPED);
        assertThat(swapped.size()).isEqualTo(type.size());
        assertThat(swapped.kind()).isEqualTo(type.kind());
        assertThat(swapped.withOrder(type.order()).sameMemory(type)).isTrue();
        boolean ordered = "?bBcspx".indexOf(type.code()) < 0;
        assertThat(swapped.sameMemory(type)).isEqualTo(!ordered);
        assertThat(ElementType.parse(swapped.format()).sameMemory(swapped)).isTrue();
        assertThat(type.withOrder(type.order())).isSameAs(type);
    }

    @Test
    void equality_is_stricter_than_same_memory() throws IOException {
        List<ElementType> types = acceptedFormats().stream().map(ElementType::parse).toList();
        for (ElementType one : types) {
            for (ElementType other : types) {
                assertThat(one.sameMemory(other)).isEqualTo(other.sameMemory(one));
                if (one.equals(other)) {
                    assertThat(one.hashCode()).isEqualTo(other.hashCode());
                    assertThat(one.sameMemory(other)).isTrue();
                    assertThat(one.alignment()).isEqualTo(other.alignment());
                    assertThat(one.code()).isEqualTo(other.code());
                }
            }
        }
        assertThat(ElementType.parse("@d")).isEqualTo(ElementType.parse("d"));
        assertThat(ElementType.parse("=d")).isNotEqualTo(ElementType.parse("d"));
        assertThat(ElementType.parse("q")).isNotEqualTo(ElementType.parse("l"));
        assertThat(ElementType.parse("3s")).isNotEqualTo(ElementType.parse("4s"));
        assertThat(ElementType.FLOAT64).isNotEqualTo("d");
    }

    @Test
    void same_memory_is_kind_size_and_effective_order() {
        String own = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        String foreign = own.equals("<") ? ">" : "<";
        assertSame("d", "@d", "=d", own + "d");
        assertSame("l", "q", "n", own + "q", "=q");
        assertSame("i", "=l", own + "l");
        assertSame("b", "<b", ">b", "!b");
        assertDifferent("d", foreign + "d");
        assertDifferent("f", "d");
        assertDifferent("f", "i");
        assertDifferent("i", "I");
        assertDifferent("B", "c");
        assertDifferent("B", "?");
        assertDifferent("P", "Q");
        assertDifferent("l", own + "l");
        assertDifferent("3s", "4s");
        assertDifferent("w", "I");
    }

    private static void assertSame(String... formats) {
        for (String one : formats) {
            for (String other : formats) {
                assertThat(ElementType.parse(one).sameMemory(ElementType.parse(other))).as(one + " " + other).isTrue();
            }
        }
    }

    private static void assertDifferent(String one, String other) {
        assertThat(ElementType.parse(one).sameMemory(ElementType.parse(other))).as(one + " " + other).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            d,   d,  float64
            @d,  d,  float64
            =d,  d,  float64
            =l,  i,  int32
            =L,  I,  uint32
            l,   l,  int64
            n,   n,  int64
            N,   N,  uint64
            e,   e,  float16
            ?,   ?,  bool
            >b,  b,  int8
            <B,  B,  uint8
            c,   c,  char
            3s,  3s, bytes[3]
            1s,  s,  bytes[1]
            <3s, 3s, bytes[3]
            5p,  5p, pascal[5]
            P,   P,  pointer
            u,   w,  ucs4[1]
            2w,  2w, ucs4[2]
            4x,  4x, padding[4]
            """)
    void types_in_native_order_show_name_and_canonical_format(String format, String canonical, String name) {
        ElementType type = ElementType.parse(format);
        assertThat(type.format()).isEqualTo(canonical);
        assertThat(type.name()).isEqualTo(name);
        assertThat(type).hasToString(name + " ('" + canonical + "')");
    }

    @ParameterizedTest
    @CsvSource({"d, d, float64", "l, q, int64", "L, Q, uint64", "n, q, int64", "N, Q, uint64", "h, h, int16",
        "2w, 2w, ucs4[2]", "u, w, ucs4[1]"})
    void types_in_the_other_order_show_it(String format, String canonical, String name) {
        boolean big = SWAPPED == ByteOrder.BIG_ENDIAN;
        ElementType type = ElementType.parse(format).withOrder(SWAPPED);
        assertThat(type.format()).isEqualTo((big ? ">" : "<") + canonical);
        assertThat(type.name()).isEqualTo((big ? "big-endian " : "little-endian ") + name);
        assertThat(type.alignment()).isEqualTo(1);
    }

    @Test
    void the_constants_are_what_their_names_say() {
        for (ElementType type : List.of(ElementType.INT8, ElementType.UINT8, ElementType.INT16, ElementType.UINT16,
                ElementType.INT32, ElementType.UINT32, ElementType.INT64, ElementType.UINT64, ElementType.FLOAT16,
                ElementType.FLOAT32, ElementType.FLOAT64)) {
            assertThat(type.name()).endsWith(String.valueOf(type.size() * 8));
            assertThat(type.alignment()).isEqualTo(type.size());
            assertThat(type.isNativeOrder()).isTrue();
        }
        assertThat(ElementType.FLOAT16.kind()).isEqualTo(Kind.FLOAT);
        assertThat(ElementType.UINT64.name()).isEqualTo("uint64");
        assertThat(ElementType.INT64.name()).isEqualTo("int64");
        assertThat(ElementType.BOOL).hasToString("bool ('?')");
    }

    @Test
    void kinds_have_words_for_messages() {
        assertThat(Kind.UNSIGNED_INTEGER).hasToString("unsigned integer");
    }

    private static final String SUPPORTED = "; supported are ? b B h H i I l L q Q n N e f d c s p P x u w, each alone,"
            + " after one of @ = < > ! or nothing";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            Zd;                     complex numbers
            >Zf;                    complex numbers
            g;                      long double
            T{i:a:d:b:};            a record of several fields
            O;                      Python objects
            &i;                     typed pointers
            (2,3)d;                 a sub-array: make it dimensions of the shape
            ^d;                     prefix '^'
            ii;                     more than one element
            3s4s;                   more than one element
            2i;                     a count may stand before s p x u w only: make it a dimension of the shape
            @1d;                    a count may stand before s p x u w only: make it a dimension of the shape
            <n;                     'n' has a native size only: leave the prefix out
            =N;                     'N' has a native size only: leave the prefix out
            !P;                     'P' has a native size only: leave the prefix out
            0s;                     an element of 0 bytes
            0w;                     an element of 0 bytes
            3;                      no typecode
            <;                      no typecode
            y;                      unknown typecode
            @@d;                    unknown typecode
            d<;                     more than one element
            -1s;                    unknown typecode
            4611686018427387904s;   an element of more than 4611686018427387903 bytes
            1152921504606846976w;   an element of more than 4611686018427387903 bytes
            9223372036854775808x;   an element of more than 4611686018427387903 bytes
            99999999999999999999p;  an element of more than 4611686018427387903 bytes
            """, delimiter = ';')
    void other_formats_are_refused_with_the_reason_and_what_is_supported(String format, String reason) {
        assertThatThrownBy(() -> ElementType.parse(format)).isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("element format '" + format + "' is not supported (" + reason + ")" + SUPPORTED);
    }

    @Test
    void no_format_and_the_empty_format_are_refused() {
        assertThatThrownBy(() -> ElementType.parse(null)).isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("element format None is not supported (no format)" + SUPPORTED);
        assertThatThrownBy(() -> ElementType.parse("")).isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("element format '' is not supported (empty)" + SUPPORTED);
    }

    @Test
    void a_message_quotes_strange_and_endless_formats_safely() {
        assertThatThrownBy(() -> ElementType.parse("\n'\u00e9\\"))
                .hasMessageStartingWith("element format '\\u000a\\u0027\\u00e9\\u005c' is not supported");
        assertThatThrownBy(() -> ElementType.parse("i".repeat(1_000_000)))
                .hasMessageStartingWith("element format '" + "i".repeat(40) + "...' is not supported (more");
        assertThatThrownBy(() -> ElementType.parse("9".repeat(1_000_000) + "s"))
                .hasMessageStartingWith("element format '" + "9".repeat(40) + "...' is not supported (an element of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0663s", " d", "d ", "d\0"})
    void foreign_digits_and_blanks_are_refused(String format) {
        assertThatThrownBy(() -> ElementType.parse(format)).isInstanceOf(UnsupportedFormatException.class);
    }

    @Test
    void the_largest_item_is_taken() {
        assertThat(ElementType.parse("4611686018427387903s").size()).isEqualTo(4611686018427387903L);
        assertThat(ElementType.parse("1152921504606846975w").size()).isEqualTo(4611686018427387900L);
    }
}
