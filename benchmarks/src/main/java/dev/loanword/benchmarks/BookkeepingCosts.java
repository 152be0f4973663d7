package dev.loanword.benchmarks;

import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.Extent;
import dev.loanword.memory.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Measures what counting and checking a borrow cost by themselves: the ledger and the borrow table, which are always on.
 *
 * <p>Part of {@code scripts/bench --calls}. The table shows medians.
 */
final class BookkeepingCosts {

    private static final int SAMPLES = 21;
    private static final int STEPS = 1_000_000;
    private static final int WARM_UPS = 30;

    private record Step(String name, IntConsumer loop) {}

    private BookkeepingCosts() {}

    /** Prints the table. */
    static void measure() {
        CopyLedger ledger = new CopyLedger();
        BorrowTable table = BorrowTable.ofProcess();
        Extent extent = Extent.of(MemorySegment.ofArray(new byte[8]), 0, Layout.contiguous(1, 8));
        Extent elsewhere = Extent.of(MemorySegment.ofArray(new byte[8]), 0, Layout.contiguous(1, 8));
        long[] empty = new long[1];
        List<Step> steps = List.of(
                new Step("ledger: count a borrow", n -> {
                    for (int i = 0; i < n; i++) {
                        ledger.borrowed(8);
                    }
                }),
                new Step("borrow table: ask whether it is empty", n -> {
                    for (int i = 0; i < n; i++) {
                        empty[0] += table.isEmpty() ? 1 : 0;
                    }
                }),
                new Step("borrow table: enter and leave", n -> {
                    for (int i = 0; i < n; i++) {
                        table.close(table.open(extent, Access.EXCLUSIVE, "a benchmark"));
                    }
                }),
                new Step("borrow table: check against one other", n -> {
                    BorrowTable.Entry other = table.open(elsewhere, Access.EXCLUSIVE, "another");
                    for (int i = 0; i < n; i++) {
                        table.check(extent, Access.EXCLUSIVE, "a benchmark");
                    }
                    table.close(other);
                }));
        for (int i = 0; i < WARM_UPS; i++) {
            steps.forEach(step -> step.loop().accept(STEPS / 10));
        }
        double[][] samples = new double[steps.size()][SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int step = 0; step < steps.size(); step++) {
                long start = System.nanoTime();
                steps.get(step).loop().accept(STEPS);
                samples[step][sample] = (double) (System.nanoTime() - start) / STEPS;
            }
        }
        System.out.printf("%n%-40s %8s%n", "ns for a step of the bookkeeping", "");
        for (int step = 0; step < steps.size(); step++) {
            Arrays.sort(samples[step]);
            System.out.printf(Locale.ROOT, "%-40s %8.1f%n", steps.get(step).name(), samples[step][SAMPLES / 2]);
        }
    }
}
