package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TopKTest {
    private record Row(long index, double score) {}

    @Provide
    Arbitrary<List<Double>> scores() {
        // Few different numbers, so that many are equal.
        return Arbitraries.of(1.0, 2.0, 3.5, 0.0, -0.0, -7.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .list().ofMaxSize(60);
    }

    private static List<Row> sorted(List<Double> scores, int k) {
        // Adding 0.0 makes negative zero a zero; Double.compare puts NaN above all, so it is asked for first.
        Comparator<Row> order = Comparator.<Row, Boolean>comparing(row -> Double.isNaN(row.score))
                .thenComparing(Comparator.comparingDouble((Row row) -> row.score + 0.0).reversed())
                .thenComparingLong(Row::index);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            rows.add(new Row(i, scores.get(i)));
        }
        return rows.stream().sorted(order).limit(k).toList();
    }

    private static List<Row> drained(TopK best) {
        List<Row> rows = new ArrayList<>();
        best.drain((index, score) -> rows.add(new Row(index, score)));
        return rows;
    }

    @Property
    void it_gives_what_a_sort_gives_in_whatever_order_rows_are_offered(
            @ForAll("scores") List<Double> scores, @ForAll @IntRange(max = 70) int k, @ForAll int step) {
        TopK forwards = new TopK(k);
        TopK scattered = new TopK(k);
        TopK firstHalf = new TopK(k);
        TopK joined = new TopK(k);
        int size = scores.size();
        for (int i = 0; i < size; i++) {
            forwards.offer(scores.get(i), i);
            int j = size - 1 - (int) Math.floorMod((long) i + step, (long) size);
            scattered.offer(scores.get(j), j);
            (i < size / 2 ? firstHalf : joined).offer(scores.get(i), i);
        }
        joined.offerAll(firstHalf);
        List<Row> expected = sorted(scores, k);
        assertThat(forwards.size()).isEqualTo(expected.size());
        assertThat(drained(forwards)).isEqualTo(expected);
        assertThat(drained(scattered)).isEqualTo(expected);
        assertThat(drained(joined)).isEqualTo(expected);
        assertThat(forwards.size()).isZero();
    }

    @Example
    void a_large_k_needs_no_memory_before_there_are_rows() {
        TopK best = new TopK(Integer.MAX_VALUE - 8);
        for (int i = 0; i < 1000; i++) {
            best.offer(i % 100, i);
        }
        assertThat(drained(best)).hasSize(1000).startsWith(new Row(99, 99), new Row(199, 99)).endsWith(new Row(900, 0));
    }

    @Example
    void a_negative_k_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TopK(-1)).withMessage("k must be 0 or more, got -1");
    }
}
