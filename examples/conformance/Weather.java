import dev.loanword.export.Borrow;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.export.PyParameter;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

@PyModule(doc = "Temperatures.")
public final class Weather {
    private Weather() {}

    @PyFunction(
            doc = """
                    The temperature that the air has to the skin, in degrees Celsius; wind in km/h.

                    >>> import weather
                    >>> weather.wind_chill(-10.0, 30.0)
                    -19.5""")
    public static double windChill(double celsius, @PyParameter(defaultValue = "20.0") double wind) {
        if (!(wind >= 5)) {
            throw new IllegalArgumentException("wind chill is defined from 5 km/h on, got " + wind);
        }
        double factor = Math.pow(wind, 0.16);
        return Math.round((13.12 + 0.6215 * celsius - 11.37 * factor + 0.3965 * celsius * factor) * 10) / 10.0;
    }

    @PyFunction(doc = "Turns degrees Fahrenheit in a float64 buffer into degrees Celsius. Nothing is copied.")
    public static void toCelsius(
            @PyParameter(name = "x") @Borrow(value = Access.EXCLUSIVE, format = "d", contiguous = true) BorrowedBuffer values) {
        MemorySegment memory = values.segment();
        for (long i = 0; i < memory.byteSize() / Double.BYTES; i++) {
            double fahrenheit = memory.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, (fahrenheit - 32) / 1.8);
        }
    }
}
