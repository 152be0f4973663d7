package dev.loanword.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            17446744073709551615 | 17446744073709551615
            64.04989 | 64.04990
            -3.0 | -3
            [1, 2] | [1, 2]
            null | null
            true | true
            """)
    void theseAreTheSame(String one, String other) throws JsonProcessingException {
        assertThat(same(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            17446744073709551615 | 17446744073709551614
            64.0 | 64.1
            0.0 | 0.001
            [1, 2] | [2, 1]
            [1, 2] | [1]
            null | 0
            """)
    void theseAreNot(String one, String other) throws JsonProcessingException {
        assertThat(same(one, other)).isFalse();
    }

    @Test
    void listsOfListsAreComparedByTheirElements() throws JsonProcessingException {
        assertThat(same("[[1.00001], [2]]", "[[1.0], [2]]")).isTrue();
        assertThat(same("[[1], [2]]", "[[1], [3]]")).isFalse();
    }

    private static boolean same(String one, String other) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        return Answers.same(json.readTree(one), json.readTree(other));
    }
}
