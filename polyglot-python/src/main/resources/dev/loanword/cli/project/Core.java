package @package@;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What Python imports as @module@. What is not marked stays hidden. */
@PyModule(name = "@module@", doc = "Sums and shifts of float64 buffers.")
public final class @class@ {
    private @class@() {}

    @PyFunction(doc = "The mean of a float64 buffer. Nothing is copied.")
    public static double mean(@Borrow(format = "d", contiguous = true) BorrowedBuffer values) {
        return mean(values.segment());
    }

    @PyFunction(doc = "Adds a number to each value of a float64 buffer, where it lies.")
    public static void shift(
            @Borrow(value = Access.EXCLUSIVE, format = "d", contiguous = true) BorrowedBuffer values, double by) {
        shift(values.segment(), by);
    }

    static double mean(MemorySegment values) {
        long count = values.byteSize() / Double.BYTES;
        if (count == 0) {
            throw new IllegalArgumentException("there is no mean of no values"); // a ValueError in Python
        }
        double sum = 0;
        for (long i = 0; i < count; i++) {
            sum += values.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
        }
        return sum / count;
    }

    static void shift(MemorySegment values, double by) {
        for (long i = 0; i < values.byteSize() / Double.BYTES; i++) {
            double shifted = values.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i) + by;
            values.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, shifted);
        }
    }
}
