import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@PyModule(doc = "Numerical methods that call Python functions, and sequences without an end.")
public final class Numerics {
    private Numerics() {}

    @PyFunction(doc = "Where a function changes its sign between two points, by bisection.")
    public static double root(
            DoubleUnaryOperator function, double low, double high, @PyParameter(defaultValue = "1e-12") double tolerance) {
        double atLow = function.applyAsDouble(low);
        if (atLow * function.applyAsDouble(high) > 0) {
            throw new IllegalArgumentException("the function has one sign at both " + low + " and " + high);
        }
        while (high - low > tolerance) {
            double middle = low + (high - low) / 2;
            double atMiddle = function.applyAsDouble(middle);
            if (atLow * atMiddle > 0) {
                low = middle;
                atLow = atMiddle;
            } else {
                high = middle;
            }
        }
        return low + (high - low) / 2;
    }

    @PyFunction(doc = "The points of Halton's sequence in a base, which fill the interval from 0 to 1 evenly. It has no end.")
    public static Stream<Double> halton(int base) {
        if (base < 2) {
            throw new IllegalArgumentException("a base is 2 or more, got " + base);
        }
        return IntStream.iterate(1, i -> i + 1).mapToObj(i -> radicalInverse(i, base));
    }

    private static double radicalInverse(int number, int base) {
        double result = 0;
        double digit = 1.0 / base;
        for (int rest = number; rest > 0; rest /= base) {
            result += rest % base * digit;
            digit /= base;
        }
        return result;
    }
}
