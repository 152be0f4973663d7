package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integers of more than 64 bits, as indices and as sizes: refused as what they are, never cut. */
@ExtendWith(SharedGraalPy.class)
class LargeNumbersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    loanword.zeros(3)[2**70]                   | IndexError: index out of range: 1180591620717411303424 has more than 64 bits
                    loanword.zeros((3, 3))[0, -2**70]          | IndexError: index out of range: -1180591620717411303424 has more than 64 bits
                    loanword.zeros(3)[2**63]                   | IndexError: index out of range: 9223372036854775808 has more than 64 bits
                    loanword.zeros(3)[2**63 - 1]               | IndexError: index out of range: 9223372036854775807 in a dimension of 3
                    loanword.zeros(3)[-2**63]                  | IndexError: index out of range: -9223372036854775808 in a dimension of 3
                    loanword.zeros(3)[::2**70].tolist()        | [0.0]
                    loanword.zeros(3)[-2**70:2**70].tolist()   | [0.0, 0.0, 0.0]
                    loanword.zeros(2**70)                      | OverflowError: cannot fit 'int' into an index-sized integer
                    loanword.zeros((2, -2**70))                | OverflowError: cannot fit 'int' into an index-sized integer
                    bridge.EmbeddingTable(2)[2**70]            | IndexError: index out of range: 1180591620717411303424 has more than 64 bits
                    bridge.EmbeddingTable(2).dot(-2**70, [1])  | OverflowError: EmbeddingTable.dot() argument 'idx' is -1180591620717411303424, out of range for a 64-bit int (-9223372036854775808 to 9223372036854775807)
                    """)
    void a_number_beyond_64_bits_is_not_cut(String expression, String expected) {
        SharedGraalPy.python().eval("import bridge, loanword");
        assertThat(SharedGraalPy.python().show(expression)).isEqualTo(expected);
    }
}
