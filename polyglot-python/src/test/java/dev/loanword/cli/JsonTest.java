package dev.loanword.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Another program reads what was written. */
class JsonTest {
    private static final ObjectMapper READER = new ObjectMapper();

    @Provide
    Arbitrary<Object> values() {
        // Without halves of surrogate pairs, which are no text.
        Arbitrary<String> texts = Arbitraries.strings()
                .all()
                .ofMaxLength(12)
                .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                texts.asGeneric(), Arbitraries.of(true, false).asGeneric(), Arbitraries.integers().asGeneric(), Arbitraries.just((Object) null));
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf,
                () -> values().list().ofMaxSize(3).map(list -> (Object) list),
                () -> Arbitraries.maps(texts, values()).ofMaxSize(3).map(map -> (Object) map));
    }

    @Property
    void what_is_written_is_read_as_the_same(@ForAll("values") Object value) throws JsonProcessingException {
        assertThat(READER.readValue(Json.text(value), Object.class)).isEqualTo(value);
    }

    @Example
    void it_is_indented_in_the_given_order() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", List.of(1, "two\n", new ArrayList<>()));
        map.put("a", null);
        map.put("c", Map.of());
        assertThat(Json.text(map))
                .isEqualTo(
                        """
                        {
                          "b": [
                            1,
                            "two\\n",
                            []
                          ],
                          "a": null,
                          "c": {}
                        }""");
    }

    @Example
    void half_a_surrogate_pair_is_replaced() {
        assertThat(Json.text("a\ud83db\ud83d\ude00\u007f")).isEqualTo("\"a\ufffdb\ud83d\ude00\\u007f\"");
    }

    @Example
    void what_json_has_no_word_for_is_refused() {
        assertThatThrownBy(() -> Json.text(List.of(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON has no word for java.lang.Double");
    }
}
