package dev.loanword.benchmarks.kernels;

import dev.loanword.memory.BorrowTable;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.Extent;
import dev.loanword.memory.Layout;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What counting and checking a borrow cost by themselves, in nanoseconds: the ledger and the borrow table, which are always on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BookkeepingBenchmark {

    private final CopyLedger ledger = new CopyLedger();
    private final BorrowTable table = BorrowTable.ofProcess();
    private final Extent extent = extent();

    private static Extent extent() {
        return Extent.of(MemorySegment.ofArray(new byte[8]), 0, Layout.contiguous(1, 8));
    }

    /** Counts a borrow. */
    @Benchmark
    public void count() {
        ledger.borrowed(8);
    }

    /** Asks whether anything is borrowed for long. */
    @Benchmark
    public boolean ask() {
        return table.isEmpty();
    }

    /** Enters a borrow and takes it out again. */
    @Benchmark
    public void enterAndLeave() {
        table.close(table.open(extent, Access.EXCLUSIVE, "a benchmark"));
    }

    /** A borrow of other memory that is open meanwhile. */
    @State(Scope.Thread)
    public static class Other {

        private BorrowTable.Entry entry;

        /** Opens it. */
        @Setup
        public void open() {
            entry = BorrowTable.ofProcess().open(extent(), Access.EXCLUSIVE, "another");
        }

        /** Closes it. */
        @TearDown
        public void close() {
            BorrowTable.ofProcess().close(entry);
        }
    }

    /** Checks a borrow against one other. */
    @Benchmark
    public Other checkAgainstOther(Other other) {
        table.check(extent, Access.EXCLUSIVE, "a benchmark");
        return other;
    }
}
