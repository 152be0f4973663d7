import dev.loanword.export.Borrow;
import dev.loanword.export.PyException;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.export.Unsigned;
import dev.loanword.export.model.ParameterKind;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowedBuffer;
import java.lang.foreign.ValueLayout;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

@PyModule(doc = "A function for each rule.")
public final class Rules {
    private Rules() {}

    @PyException(doc = "Raised when the stock is used up.")
    public static final class SoldOutException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        public SoldOutException(String message) {
            super(message);
        }
    }

    @PyFunction
    public static int successor(int value) {
        return Math.addExact(value, 1);
    }

    @PyFunction
    @Unsigned
    public static int color(@Unsigned byte red, @Unsigned byte green, @Unsigned byte blue) {
        return 0xFF00_0000 | (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF;
    }

    @PyFunction
    public static String greeting(
            @PyParameter(kind = ParameterKind.POSITIONAL_ONLY) String name,
            Optional<String> title,
            @PyParameter(kind = ParameterKind.KEYWORD_ONLY, defaultValue = "'Hello'") String greeting) {
        return greeting + ", " + title.map(text -> text + " ").orElse("") + name;
    }

    @PyFunction
    public static String kind(String value) {
        return "a text of " + value.length();
    }

    @PyFunction
    public static String kind(double value) {
        return "a number: " + value;
    }

    @PyFunction
    public static Map<Integer, List<String>> byLength(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(String::length));
    }

    @PyFunction
    public static LocalDate nextWeek(LocalDate day) {
        return day.plusWeeks(1);
    }

    @PyFunction(releasesGil = true)
    public static double sum(@Borrow(format = "d", dimensions = 1, contiguous = true) BorrowedBuffer values, Checkpoint checkpoint) {
        double sum = 0;
        for (long i = 0; i < values.segment().byteSize() / Double.BYTES; i++) {
            if (i % 65_536 == 0) {
                checkpoint.poll();
            }
            sum += values.segment().getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
        }
        return sum;
    }

    @PyFunction
    public static void sell(int pieces) {
        throw new SoldOutException("no " + pieces + " pieces are left");
    }
}
