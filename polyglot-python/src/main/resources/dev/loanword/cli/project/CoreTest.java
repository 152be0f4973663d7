package @package@;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class @class@Test {

    @Test
    void the_mean_of_values() {
        assertEquals(2, @class@.mean(MemorySegment.ofArray(new double[] {1, 2, 3})));
    }

    @Test
    void no_values_have_no_mean() {
        assertThrows(IllegalArgumentException.class, () -> @class@.mean(MemorySegment.ofArray(new double[0])));
    }

    @Test
    void values_are_shifted_where_they_lie() {
        double[] values = {1, 2, 3};
        @class@.shift(MemorySegment.ofArray(values), 0.5);
        assertArrayEquals(new double[] {1.5, 2.5, 3.5}, values);
    }
}
