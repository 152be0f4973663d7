import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyProperty;
import dev.loanword.memory.BorrowedBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

@PyModule(name = "statistics_core", doc = "Statistics of values that come one after the other.")
public final class Statistics {
    private Statistics() {}

    /** Mean and variance, by Welford's method; two are joined by Chan's. */
    @PyClass(doc = "Count, mean and variance of all values seen so far. Keeps none of them.")
    public static final class Moments {
        private long count;
        private double mean;
        private double squares;

        @PyConstructor
        public Moments() {}

        @PyFunction(doc = "Sees one value.")
        public void add(double value) {
            count++;
            double distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }

        @PyFunction(doc = "Sees all values of a float64 buffer, where they lie.")
        public void addAll(@Borrow(format = "d", contiguous = true) BorrowedBuffer values) {
            MemorySegment memory = values.segment();
            for (long i = 0; i < memory.byteSize() / Double.BYTES; i++) {
                add(memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i));
            }
        }

        @PyProperty(doc = "The mean; nan while there are no values.")
        public double mean() {
            return count == 0 ? Double.NaN : mean;
        }

        @PyProperty(doc = "The variance of the sample; nan with fewer than two values.")
        public double variance() {
            return count < 2 ? Double.NaN : squares / (count - 1);
        }

        @PyFunction(name = "__len__")
        public long count() {
            return count;
        }

        @PyFunction(name = "__add__", doc = "As if one had seen the values of both.")
        public Moments plus(Moments other) {
            Moments both = new Moments();
            both.count = count + other.count;
            if (both.count > 0) {
                double distance = other.mean - mean;
                both.mean = mean + distance * other.count / both.count;
                both.squares = squares + other.squares + distance * distance * count * other.count / both.count;
            }
            return both;
        }

        @Override
        @PyFunction(name = "__repr__")
        public String toString() {
            return "Moments(count=" + count + ", mean=" + mean() + ", variance=" + variance() + ")";
        }
    }
}
