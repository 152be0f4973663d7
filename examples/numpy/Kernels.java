import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.LentMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

@PyModule(doc = "Loops over arrays that NumPy owns, and a matrix that Java owns.")
public final class Kernels {
    private Kernels() {}

    @PyFunction(doc = "Gives each column of a float32 matrix the mean 0 and the standard deviation 1, in place.")
    public static void normalize(
            @Borrow(value = Access.EXCLUSIVE, format = "f", contiguous = true) BorrowedBuffer features) {
        MemorySegment memory = features.segment();
        long rows = features.layout().shape(0);
        int columns = Math.toIntExact(features.layout().shape(1));
        double[] sums = new double[columns];
        double[] squares = new double[columns];
        for (long i = 0; i < rows * columns; i++) {
            double value = memory.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            sums[(int) (i % columns)] += value;
            squares[(int) (i % columns)] += value * value;
        }
        for (long i = 0; i < rows * columns; i++) {
            double mean = sums[(int) (i % columns)] / rows;
            double deviation = Math.sqrt(squares[(int) (i % columns)] / rows - mean * mean);
            double value = memory.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, (float) ((value - mean) / deviation));
        }
    }

    @PyFunction(doc = "Makes one color of each square of pixels of a uint8 image, in place; a crop of an image may be strided.")
    public static void pixelate(@Borrow(value = Access.EXCLUSIVE, format = "B") BorrowedBuffer image, int square) {
        MemorySegment memory = image.stridedSegment();
        long height = image.layout().shape(0);
        long width = image.layout().shape(1);
        for (long top = 0; top < height; top += square) {
            for (long left = 0; left < width; left += square) {
                for (long channel = 0; channel < image.layout().shape(2); channel++) {
                    long sum = 0;
                    long count = 0;
                    for (long y = top; y < Math.min(top + square, height); y++) {
                        for (long x = left; x < Math.min(left + square, width); x++) {
                            sum += Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at(image, y, x, channel)));
                            count++;
                        }
                    }
                    for (long y = top; y < Math.min(top + square, height); y++) {
                        for (long x = left; x < Math.min(left + square, width); x++) {
                            memory.set(ValueLayout.JAVA_BYTE, at(image, y, x, channel), (byte) (sum / count));
                        }
                    }
                }
            }
        }
    }

    private static long at(BorrowedBuffer image, long y, long x, long channel) {
        return image.origin()
                + y * image.layout().stride(0)
                + x * image.layout().stride(1)
                + channel * image.layout().stride(2);
    }

    /** Temperatures of a square plate, which Java owns and NumPy reads and writes. */
    @PyClass(doc = "A plate of size by size temperatures; NumPy sees them as an array.")
    public static final class Plate {
        private final int size;
        private final MemorySegment now;
        private final MemorySegment next;

        @PyConstructor
        public Plate(int size) {
            this.size = size;
            this.now = Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, (long) size * size);
            this.next = Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, (long) size * size);
        }

        @PyFunction(name = "__buffer__", doc = "The temperatures.")
        public LentMemory temperatures() {
            return LentMemory.of(now, ElementType.FLOAT64, size, size);
        }

        @PyFunction(doc = "Lets heat flow between neighbors; the border keeps its temperature.")
        public void flow(int steps) {
            for (int step = 0; step < steps; step++) {
                next.copyFrom(now);
                for (int y = 1; y < size - 1; y++) {
                    for (int x = 1; x < size - 1; x++) {
                        double around = cell(y - 1, x) + cell(y + 1, x) + cell(y, x - 1) + cell(y, x + 1);
                        next.setAtIndex(ValueLayout.JAVA_DOUBLE, (long) y * size + x, around / 4);
                    }
                }
                now.copyFrom(next);
            }
        }

        private double cell(int y, int x) {
            return now.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) y * size + x);
        }
    }
}
