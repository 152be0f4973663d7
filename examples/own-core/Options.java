import dev.loanword.export.Borrow;
import dev.loanword.export.PyClass;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

@PyModule(doc = "Prices of options, by Black and Scholes.")
public final class Options {
    private Options() {}

    @PyClass(doc = "What can be exercised: a right to buy, or a right to sell.")
    public enum Right { CALL, PUT }

    @PyClass(doc = "A price and how it moves with the underlying.")
    public record Quote(double price, double delta) {}

    @PyFunction(doc = "The quote of one option that runs for some years.")
    public static Quote quote(
            double spot,
            double strike,
            double years,
            @PyParameter(defaultValue = "0.2") double volatility,
            @PyParameter(defaultValue = "Right.CALL") Right right) {
        if (!(volatility > 0)) {
            throw new IllegalArgumentException("volatility is positive, got " + volatility);
        }
        double spread = volatility * Math.sqrt(years);
        double d = Math.log(spot / strike) / spread + spread / 2;
        double call = spot * normal(d) - strike * normal(d - spread);
        return right == Right.CALL
                ? new Quote(call, normal(d))
                : new Quote(call - spot + strike, normal(d) - 1);
    }

    @PyFunction(doc = "Replaces the spots in a float64 buffer by the prices of calls. Nothing is copied.")
    public static void priceInPlace(
            @Borrow(value = Access.EXCLUSIVE, format = "d", contiguous = true) BorrowedBuffer spots,
            double strike,
            double years) {
        MemorySegment memory = spots.segment();
        for (long i = 0; i < memory.byteSize() / Double.BYTES; i++) {
            double spot = memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, quote(spot, strike, years, 0.2, Right.CALL).price());
        }
    }

    /** The normal distribution, by formula 26.2.17 of Abramowitz and Stegun: good to 7 digits. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x < 0 ? tail : 1 - tail;
    }
}
