package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each struct typecode with each prefix: a Buffer reads and writes elements as Python's own struct module does. */
@ExtendWith(SharedGraalPy.class)
class FormatsOfLentMemoryTest {

    @BeforeAll
    static void define_the_comparison() {
        SharedGraalPy.python()
                .eval(
                        """
                        import loanword, random, struct
                        def differences(format):
                            size = struct.calcsize(format)
                            source = random.Random(format)
                            lent = loanword.zeros(1, format)
                            found = [] if lent.nbytes == size else [('size', lent.nbytes, size)]
                            data = lent.cast('B')
                            for round in range(200):
                                raw = source.randbytes(size)
                                for i in range(size):
                                    data[i] = raw[i]
                                expected, = struct.unpack(format, raw)
                                # repr tells NaN, the sign of zero and the type apart as == does not
                                if repr(lent[0]) != repr(expected) or repr(lent.tolist()) != repr([expected]):
                                    found.append(('read', raw, lent[0], expected))
                                if expected != expected:
                                    continue
                                lent[0] = expected
                                # GraalPy's struct packs no pointer of 2**63 or more, though it unpacks them
                                packed = raw if format[-1] == 'P' else struct.pack(format, expected)
                                if lent.tobytes() != packed:
                                    found.append(('written', expected, lent.tobytes()))
                            return found
                        """);
    }

    static Stream<String> formats() {
        Stream<String> both = Stream.of("", "@", "=", "<", ">", "!")
                .flatMap(prefix -> "?bBhHiIlLqQefdc".chars().mapToObj(code -> prefix + (char) code));
        return Stream.concat(both, Stream.of("n", "N", "P", "@n", "@N", "@P"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void elements_agree_with_struct(String format) {
        assertThat(SharedGraalPy.python().show("differences('" + format + "')")).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "3s, bytes[3] ('3s')", "3p, pascal[3] ('3p')", "x, padding[1] ('x')", "w, ucs4[1] ('w')", "u, ucs4[1] ('w')",
                ">2w, big-endian ucs4[2] ('>2w')"
            })
    void elements_without_a_value_are_refused_by_name(String format, String name) {
        String refusal =
                "TypeError: elements of type " + name + " can't be indexed; use bytes(buffer) or struct.unpack_from";
        String buffer = "loanword.zeros(1, '" + format + "')";
        assertThat(SharedGraalPy.python().show(buffer + "[0]")).isEqualTo(refusal);
        assertThat(SharedGraalPy.python().show(buffer + ".tolist()")).isEqualTo(refusal);
        assertThat(SharedGraalPy.python().show(buffer + ".__setitem__(0, b'x')")).isEqualTo(refusal);
    }
}
