package dev.loanword.benchmarks;

import dev.loanword.kernels.Checkpoint;
import dev.loanword.kernels.RowFormat;
import dev.loanword.kernels.RowSearch;
import dev.loanword.kernels.RowSearch.Span;
import dev.loanword.kernels.TopK;
import dev.loanword.kernels.VectorModule;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.PythonHost;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures {@code bridge.EmbeddingTable}: one call of its methods, and searches over 100,000 rows of 768 numbers, beside plain
 * loops in Java and Rust and NumPy on CPython.
 *
 * <p>Command: {@code scripts/bench --table}. All methods and formats are used before the first is measured. The answers of all
 * searches over float32 are compared.
 */
final class TableCosts {

    private static final int ROWS = 100_000;
    private static final int DIM = 768;
    private static final int K = 10;
    private static final int SAMPLES = 21;
    private static final int CALLS = 200_000;

    private TableCosts() {}

    private static final String PROGRAM =
            """
            import array
            from bridge import EmbeddingTable
            small = EmbeddingTable(%1$d)
            as_array = array.array('f', [0.5]) * %1$d
            as_list = [0.5] * %1$d
            small.add(as_array)
            def dot_array(n):
                for _ in range(n): small.dot(0, as_array)
            def dot_list(n):
                for _ in range(n): small.dot(0, as_list)
            def cosine_array(n):
                for _ in range(n): small.cosine(0, as_array)
            def search_small(n):
                for _ in range(n): small.search(as_array, 1)
            def add_array(n):
                with EmbeddingTable(%1$d) as target:
                    for _ in range(n): target.add(as_array)
            def add_list(n):
                with EmbeddingTable(%1$d) as target:
                    for _ in range(n): target.add(as_list)
            def empty(n):
                for _ in range(n): pass
            tables = {}
            def fill(dtype, rows):
                tables[dtype] = EmbeddingTable(%1$d, dtype=dtype)
                tables[dtype].add_all(rows)
            def search(dtype, metric):
                return tables[dtype].search(query, %2$d, metric=metric)[0].index
            def search_all(dtype):
                return tables[dtype].search_all(queries, %2$d)[0][0].index
            """
                    .formatted(DIM, K);

    /** Prints the table. */
    static void measure(Path peers) throws IOException {
        System.out.println(VectorModule.PRESENT ? "with the Vector API" : "without the Vector API");
        try (PythonHost host = PythonHost.open();
                Arena shared = Arena.ofShared();
                Arena confined = Arena.ofConfined()) {
            host.run(PROGRAM);
            calls(host);
            searches(host, filled(shared), filled(confined), new TablePeers(peers));
        }
    }

    private static void calls(PythonHost host) {
        String[] names = {"empty", "dot_array", "dot_list", "cosine_array", "search_small", "add_array", "add_list"};
        int[] steps = {CALLS, CALLS, CALLS, CALLS / 10, CALLS / 100, 20_000, 20_000};
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < names.length; i++) {
                host.eval(names[i] + "(" + steps[i] / 5 + ")");
            }
        }
        double[][] samples = new double[names.length][SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int i = 0; i < names.length; i++) {
                String call = names[i] + "(" + steps[i] + ")";
                samples[i][sample] = millisecondsOf(() -> host.eval(call)) * 1e6 / steps[i];
            }
        }
        double loop = Timing.median(samples[0]);
        String[] texts = {
            "dot, array of 768 float32", "dot, list of 768 floats", "cosine, array of 768 float32",
            "search in one row", "add, array of 768 float32", "add, list of 768 floats"
        };
        for (int i = 0; i < texts.length; i++) {
            System.out.printf(Locale.ROOT, "%-52s %9.0f ns%n", texts[i], Timing.median(samples[i + 1]) - loop);
        }
    }

    private static void searches(PythonHost host, MemorySegment shared, MemorySegment confined, TablePeers peers)
            throws IOException {
        float[] query = new float[DIM];
        float[] queries = new float[16 * DIM];
        for (int i = 0; i < queries.length; i++) {
            queries[i] = value((i % DIM) * 31 + 7 + i / DIM);
        }
        System.arraycopy(queries, 0, query, 0, DIM);
        host.lend("query", query);
        host.lend("queries", LentMemory.of(MemorySegment.ofArray(queries), ElementType.FLOAT32, 16, DIM));
        host.lend("rows", LentMemory.of(shared, ElementType.FLOAT32, ROWS, DIM));
        for (String dtype : new String[] {"float32", "float16", "int8"}) {
            host.run("fill('" + dtype + "', rows)");
        }
        long expected = plain(shared, query);
        Optional<TablePeers.Result> rust = peers.rust();
        Optional<TablePeers.Result> numpy = peers.numpy();
        rust.ifPresent(result -> check(expected, result.best()));
        numpy.ifPresent(result -> check(expected, result.best()));
        double reference = rust.map(result -> Timing.median(result.milliseconds())).orElse(Double.NaN);
        System.out.printf(Locale.ROOT, "%n%-52s %12s %s%n", "best 10 of 100,000 x 768", "", "of the Rust loop");
        print("plain loop in Rust, rustc -O", rust.map(result -> Timing.median(result.milliseconds())), reference);
        print("NumPy on CPython: matmul and argpartition", numpy.map(result -> Timing.median(result.milliseconds())), reference);
        print("plain loop in Java", Optional.of(measured(expected, () -> plain(shared, query))), reference);
        print("kernel, one thread", Optional.of(measured(expected, () -> kernel(confined, query))), reference);
        print("kernel, " + Runtime.getRuntime().availableProcessors() + " threads",
                Optional.of(measured(expected, () -> kernel(shared, query))), reference);
        print("table.search", Optional.of(measured(expected, () -> python(host, "search('float32', 'dot')"))), reference);
        print("table.search, cosine", Optional.of(measured(-1, () -> python(host, "search('float32', 'cosine')"))), reference);
        print("table.search, float16 rows", Optional.of(measured(-1, () -> python(host, "search('float16', 'dot')"))), reference);
        print("table.search, int8 rows", Optional.of(measured(-1, () -> python(host, "search('int8', 'dot')"))), reference);
        print("table.search_all, 16 queries, a query",
                Optional.of(measured(expected, () -> python(host, "search_all('float32')")) / 16), reference);
    }

    private static long python(PythonHost host, String expression) {
        return host.eval(expression, Long.class);
    }

    private static long kernel(MemorySegment rows, float[] query) {
        TopK best = new RowSearch(RowFormat.FLOAT32, DIM, false)
                .run(List.of(new Span(rows, 0, 0, ROWS)), new float[][] {query}, K, Checkpoint.NONE)
                .getFirst();
        long[] first = {-1};
        best.drain((index, score) -> first[0] = first[0] < 0 ? index : first[0]);
        return first[0];
    }

    /** The loop that everybody would write. */
    private static long plain(MemorySegment rows, float[] query) {
        TopK best = new TopK(K);
        for (int row = 0; row < ROWS; row++) {
            best.offer(plainDot(rows, (long) row * DIM, query), row);
        }
        long[] first = {-1};
        best.drain((index, score) -> first[0] = first[0] < 0 ? index : first[0]);
        return first[0];
    }

    private static float plainDot(MemorySegment rows, long from, float[] query) {
        float sum = 0;
        for (int i = 0; i < DIM; i++) {
            sum += rows.getAtIndex(ValueLayout.JAVA_FLOAT, from + i) * query[i];
        }
        return sum;
    }

    private interface Search {
        long best();
    }

    /** Median milliseconds; compares the answer unless it is to be another one, negative. */
    private static double measured(long expected, Search search) {
        for (int i = 0; i < SAMPLES; i++) {
            long best = search.best();
            if (expected >= 0) {
                check(expected, best);
            }
        }
        double[] samples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = millisecondsOf(search::best);
        }
        return Timing.median(samples);
    }

    private static void check(long expected, long found) {
        if (expected != found) {
            throw new AssertionError("one search finds row " + expected + ", another one row " + found);
        }
    }

    private static double millisecondsOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String name, Optional<Double> milliseconds, double reference) {
        System.out.println(String.format(Locale.ROOT, "%-52s ", name)
                + milliseconds.map(value -> String.format(Locale.ROOT, "%9.1f ms %6.2f", value, value / reference))
                        .orElse("missing: not installed"));
    }

    private static MemorySegment filled(Arena arena) {
        MemorySegment rows = arena.allocate((long) ROWS * DIM * Float.BYTES, 64);
        for (long i = 0; i < (long) ROWS * DIM; i++) {
            rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, value(i));
        }
        return rows;
    }

    /** Numbers that look random, the same as in the peers. */
    private static float value(long i) {
        return ((i * 2_654_435_761L >>> 8) & 0xffff) / 65536f - 0.5f;
    }
}
