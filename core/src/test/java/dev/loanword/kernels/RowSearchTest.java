package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.kernels.RowSearch.Span;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RowSearchTest {
    private static final float[] SPECIAL = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, 1e-40f, Float.MAX_VALUE
    };

    private static float[] vector(Random random, int dim, int oneSpecialIn) {
        float[] values = new float[dim];
        for (int i = 0; i < dim; i++) {
            values[i] = random.nextInt(oneSpecialIn) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextFloat() * 4 - 2;
        }
        return values;
    }

    private static float[][] matrix(Random random, int rows, int dim, int oneSpecialIn) {
        float[][] matrix = new float[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = vector(random, dim, oneSpecialIn);
        }
        return matrix;
    }

    private static MemorySegment stored(RowFormat format, float[][] matrix, int dim, int offset) {
        MemorySegment memory = Arena.ofAuto().allocate(offset + matrix.length * format.rowBytes(dim), 64);
        for (int i = 0; i < matrix.length; i++) {
            format.store(matrix[i], dim, memory, offset + i * format.rowBytes(dim));
        }
        return memory;
    }

    /** What a row of a format stands for, without the scale. */
    private static float[] unscaled(RowFormat format, MemorySegment memory, long offset, int dim) {
        float[] row = new float[dim];
        for (int i = 0; i < dim; i++) {
            row[i] = switch (format) {
                case FLOAT32 -> memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * 4L);
                case FLOAT16 -> Float.float16ToFloat(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset + i * 2L));
                case INT8 -> memory.get(ValueLayout.JAVA_BYTE, offset + i);
            };
        }
        return row;
    }

    @Property
    void scores_have_the_bits_of_the_definition_in_each_format(
            @ForAll @IntRange(max = 50) int dim,
            @ForAll @IntRange(max = 11) int rows,
            @ForAll @IntRange(max = 9) int offset,
            @ForAll RowFormat format,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[][] matrix = matrix(random, rows, dim, format == RowFormat.INT8 ? Integer.MAX_VALUE : 30);
        float[] query = vector(random, dim, 60);
        MemorySegment memory = stored(format, matrix, dim, offset);
        double[] scores = new double[rows];
        double[] squares = new double[rows];
        double[] cosines = new double[rows];
        RowScores.dot(format, memory, offset, dim, rows, query, scores);
        RowScores.squares(format, memory, offset, dim, rows, squares);
        RowScores.cosine(format, memory, offset, dim, rows, query, squares, cosines);
        for (int i = 0; i < rows; i++) {
            long at = offset + i * format.rowBytes(dim);
            float[] row = unscaled(format, memory, at, dim);
            double sum = DotTest.byDefinition(row, query);
            double square = DotTest.byDefinition(row, row);
            double scale = format == RowFormat.INT8 ? RowFormat.scale(memory, at, dim) : 1;
            // Boxed, since NaN is to be equal to NaN.
            assertThat(List.of(scores[i], squares[i], cosines[i])).isEqualTo(List.of(
                    sum * scale, square, sum / Math.sqrt(square * DotTest.byDefinition(query, query))));
        }
    }

    @Property
    void a_search_gives_what_scoring_and_sorting_all_rows_gives(
            @ForAll @IntRange(min = 1, max = 40) int dim,
            @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(max = 20) int k,
            @ForAll @IntRange(max = 3) int queryCount,
            @ForAll RowFormat format,
            @ForAll boolean cosine,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[][] matrix = matrix(random, rows, dim, format == RowFormat.INT8 ? Integer.MAX_VALUE : 200);
        float[][] queries = matrix(random, queryCount, dim, Integer.MAX_VALUE);
        MemorySegment memory = stored(format, matrix, dim, 0);
        int cut = rows / 3;
        List<Span> spans = List.of(
                new Span(memory, 0, 0, cut), new Span(memory, cut * format.rowBytes(dim), cut, rows - cut));
        List<TopK> found = new RowSearch(format, dim, cosine).run(spans, queries, k, Checkpoint.NONE);
        assertThat(found).hasSize(queryCount);
        for (int q = 0; q < queryCount; q++) {
            double[] scores = new double[rows];
            double[] squares = new double[rows];
            if (cosine) {
                RowScores.squares(format, memory, 0, dim, rows, squares);
                RowScores.cosine(format, memory, 0, dim, rows, queries[q], squares, scores);
            } else {
                RowScores.dot(format, memory, 0, dim, rows, queries[q], scores);
            }
            TopK expected = new TopK(k);
            for (int i = 0; i < rows; i++) {
                expected.offer(scores[i], i);
            }
            assertThat(text(found.get(q))).isEqualTo(text(expected));
        }
    }

    private static List<String> text(TopK best) {
        List<String> rows = new ArrayList<>();
        best.drain((index, score) -> rows.add(index + ": " + score));
        return rows;
    }

    @Example
    void a_large_search_on_several_threads_gives_the_same_bits_as_block_by_block() {
        int dim = 100;
        int rows = 60_000;
        Random random = new Random(7);
        float[][] matrix = matrix(random, rows, dim, Integer.MAX_VALUE);
        float[] query = vector(random, dim, Integer.MAX_VALUE);
        MemorySegment memory = Arena.ofShared().allocate(rows * 400L, 64);
        for (int i = 0; i < rows; i++) {
            RowFormat.FLOAT32.store(matrix[i], dim, memory, i * 400L);
        }
        TopK expected = new TopK(50);
        for (int i = 0; i < rows; i++) {
            expected.offer(DotTest.byDefinition(matrix[i], query), i);
        }
        TopK found = new RowSearch(RowFormat.FLOAT32, dim, false)
                .run(List.of(new Span(memory, 0, 0, rows)), new float[][] {query}, 50, Checkpoint.NONE)
                .getFirst();
        assertThat(text(found)).isEqualTo(text(expected));
    }

    @Example
    void one_thread_polls_every_64_k_numbers_and_not_before() {
        int dim = 64;
        MemorySegment memory = Arena.ofAuto().allocate(4096 * 256L, 64);
        for (int[] rowsAndPolls : new int[][] {{1, 0}, {1024, 0}, {1025, 1}, {4096, 3}}) {
            CountedPolls polls = new CountedPolls();
            new RowSearch(RowFormat.FLOAT32, dim, false)
                    .run(List.of(new Span(memory, 0, 0, rowsAndPolls[0])), new float[1][dim], 3, polls);
            assertThat(polls.polls()).as(rowsAndPolls[0] + " rows").isEqualTo(rowsAndPolls[1]);
        }
    }

    @Example
    void what_a_checkpoint_throws_ends_the_search() {
        MemorySegment memory = Arena.ofShared().allocate(40_000 * 1024L, 64);
        RowSearch search = new RowSearch(RowFormat.FLOAT32, 256, false);
        for (int rows : new int[] {1000, 40_000}) {
            assertThatThrownBy(() -> {
                        // On a busy machine the other threads may have done all before this one is asked.
                        for (int i = 0; i < 10_000; i++) {
                            search.run(List.of(new Span(memory, 0, 0, rows)), new float[1][256], 3, () -> {
                                throw new IllegalStateException("stop");
                            });
                        }
                    })
                    .hasMessage("stop");
        }
    }

    @Example
    void rows_out_of_bounds_or_on_the_heap_are_refused() {
        MemorySegment memory = Arena.ofAuto().allocate(100, 64);
        assertThatThrownBy(() -> new RowSearch(RowFormat.FLOAT32, 5, false)
                        .run(List.of(new Span(memory, 4, 0, 5)), new float[1][5], 1, Checkpoint.NONE))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RowScores.dot(RowFormat.INT8, memory, 0, 8, 9, new float[8], new double[9]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RowScores.dot(RowFormat.FLOAT16, memory, 0, 5, 5, new float[4], new double[5]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowScores.dot(
                        RowFormat.FLOAT32, MemorySegment.ofArray(new float[4]), 0, 4, 1, new float[4], new double[1]))
                .withMessageStartingWith("rows must lie in native memory, but these lie on the Java heap");
    }
}
