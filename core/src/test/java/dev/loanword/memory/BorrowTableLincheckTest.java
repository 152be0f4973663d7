package dev.loanword.memory;

import static dev.loanword.memory.BorrowTable.Access.EXCLUSIVE;
import static dev.loanword.memory.BorrowTable.Access.SHARED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * The borrow table under a model checker: Lincheck makes up calls of two threads, tries the ways in which the threads can
 * take turns between any two memory accesses, and fails if the answers fit no order of the calls.
 *
 * <p>The annotated methods are the calls; a fresh object of this class is made for each try.
 */
@Param(name = "range", gen = IntGen.class, conf = "0:2")
@Param(name = "thread", gen = ThreadIdGen.class)
public class BorrowTableLincheckTest {

    private static final int THREADS = 2;
    private static final MemorySegment MEMORY = MemorySegment.ofArray(new byte[8]);
    /** Bytes 0-3, 2-5 and 4-7: neighbours overlap, the first and the last do not. */
    private static final Extent[] RANGES = IntStream.of(0, 2, 4)
            .mapToObj(first -> Extent.of(MEMORY, first, Layout.contiguous(1, 4)))
            .toArray(Extent[]::new);

    private final BorrowTable table = new BorrowTable();
    /** What each thread has open, by the thread's number, which counts from 1. */
    private final BorrowTable.Entry[] own = new BorrowTable.Entry[THREADS + 1];

    @Operation
    public String read(@Param(name = "range") int range, @Param(name = "thread") int thread) {
        return open(range, SHARED, thread);
    }

    @Operation
    public String write(@Param(name = "range") int range, @Param(name = "thread") int thread) {
        return open(range, EXCLUSIVE, thread);
    }

    @Operation
    public String close(@Param(name = "thread") int thread) {
        if (own[thread] == null) {
            return "nothing is open";
        }
        table.close(own[thread]);
        own[thread] = null;
        return "closed";
    }

    @Operation
    public boolean isEmpty() {
        return table.isEmpty();
    }

    private String open(int range, BorrowTable.Access access, int thread) {
        if (own[thread] != null) {
            return "has one";
        }
        try {
            own[thread] = table.open(RANGES[range], access, "thread " + thread);
            return "opened";
        } catch (BorrowConflictException conflict) {
            return conflict.getMessage();
        }
    }

    /**
     * The same table with a mistake that a reader can miss: each step is under the lock, but not the two together, so that
     * two threads can both find no conflict before either has entered itself. Lincheck has to find that.
     */
    @Param(name = "range", gen = IntGen.class, conf = "0:2")
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static class CheckedThenEntered {

        private final BorrowTable table = new BorrowTable();
        private final BorrowTable.Entry[] own = new BorrowTable.Entry[THREADS + 1];

        @Operation
        public String write(@Param(name = "range") int range, @Param(name = "thread") int thread) {
            if (own[thread] != null) {
                return "has one";
            }
            if (!table.isEmpty()) {
                return "refused";
            }
            own[thread] = table.open(RANGES[range], SHARED, "thread " + thread);
            return "opened";
        }
    }

    @Test
    void a_table_that_checks_and_enters_in_two_steps_is_found_out() {
        assertThatThrownBy(() -> options().check(CheckedThenEntered.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("write(")
                .hasMessageContaining("opened");
    }

    @Test
    void calls_of_two_threads_have_the_answers_of_some_order() {
        options().check(BorrowTableLincheckTest.class);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .threads(THREADS)
                // What is open before the threads start would only keep them from one another's way.
                .actorsBefore(0)
                .actorsPerThread(3)
                .iterations(20)
                .invocationsPerIteration(300);
    }
}
