package dev.loanword.export.check;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonNamesTest {

    @ParameterizedTest
    @CsvSource({"callPrice,call_price", "parseURL,parse_url", "toURL2,to_url2", "parseURLFast,parse_url_fast", "x,x", "X,x",
        "value2String,value2_string", "MAX_VALUE,max_value", "scale_inplace,scale_inplace", "MarketData,market_data", "aB,a_b",
        "_private,_private", "x1,x1", "getHTTPStatus2XX,get_http_status2_xx"})
    void java_names_become_snake_case(String java, String python) {
        assertThat(PythonNames.snakeCase(java)).isEqualTo(python);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "a1", "match", "type", "caf\u00e9", "\u4ef7\u683c", "__len__", "Price"})
    void names_are_identifiers(String name) {
        assertThat(PythonNames.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a-b", "a b", "a$", "lambda", "None", "\ufb01", "a.b", "\u20ac", "a\u200b", "__debug__"})
    void others_are_none(String name) {
        assertThat(PythonNames.isName(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a,true", "a.b,true", "a..b,false", ".a,false", "a.,false", "a.class,false"})
    void modules_have_dots(String name, boolean expected) {
        assertThat(PythonNames.isDottedName(name)).isEqualTo(expected);
    }

    @Property
    void snake_case_of_an_ascii_name_keeps_its_letters_and_is_stable(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 20) String name) {
        String snake = PythonNames.snakeCase(name);
        assertThat(snake.replace("_", "")).isEqualToIgnoringCase(name);
        assertThat(PythonNames.snakeCase(snake)).isEqualTo(snake);
        assertThat(snake).doesNotContain("__").doesNotStartWith("_").doesNotEndWith("_");
    }

    @Property
    void any_text_is_judged_without_a_failure(@ForAll String text) {
        boolean isName = PythonNames.isName(PythonNames.snakeCase(text));
        assertThat(isName && text.isEmpty()).isFalse();
    }
}
