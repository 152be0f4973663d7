package dev.loanword.bridge;

import static dev.loanword.bridge.NumPyHost.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.python.BorrowedValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NumPy locks no memory by itself: what keeps that of a borrowed array in place, and who may borrow it beside. */
@Tag("numpy")
class NumPySharingTest {

    private static final String NOT_ITS_OWN = "ValueError: cannot resize this array: it does not own its data";

    private static BridgeHost python;

    @BeforeAll
    static void open() {
        python = NumPyHost.shared();
    }

    @Test
    void an_array_is_not_resized_while_it_is_borrowed_and_can_be_afterwards() {
        python.run("x = np.arange(6.0)");
        try (BorrowedValue borrowed = python.borrow("x", Access.SHARED)) {
            shows("x.resize(100_000, refcheck=False)", NOT_ITS_OWN);
            assertThat(borrowed.buffer().segment().toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(0, 1, 2, 3, 4, 5);
        }
        python.run("x.resize(100_000, refcheck=False)");
        shows("x.shape, x.flags.owndata, float(x[5])", "((100000,), True, 5.0)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x[2:4]
                    x[::-2]
                    x.reshape(2, 3).T
                    x.view('i8')
                    x.view('>f8')
                    x.view('m8[s]').view('i8')
                    np.broadcast_to(x, (4, 6))
                    np.asmatrix(x)
                    np.asmatrix(x)[0, 1:3]
                    Mine(x)
                    Mine(x)[1:][::2]
                    np.ma.array(x, copy=False)
                    """)
    void nor_while_a_view_of_it_is_borrowed(String view) {
        python.run("class Mine(np.ndarray):\n    def __new__(cls, x): return np.asarray(x).view(cls)");
        python.run("x = np.arange(6.0); y = " + view);
        try (BorrowedValue _ = python.borrow("y", Access.SHARED)) {
            shows("x.resize(100_000, refcheck=False)", NOT_ITS_OWN);
        }
        python.run("del y; x.resize(100_000, refcheck=False)");
        shows("x.flags.owndata", "True");
    }

    @Test
    void an_array_stays_in_place_until_the_last_of_its_borrows_ends() {
        python.run("x = np.arange(6.0)");
        BorrowedValue whole = python.borrow("x", Access.SHARED);
        BorrowedValue part = python.borrow("x[1:3]", Access.SHARED);
        whole.close();
        shows("x.resize(1, refcheck=False)", NOT_ITS_OWN);
        BorrowedValue again = python.borrow("x.reshape(3, 2)", Access.SHARED);
        part.close();
        shows("x.resize(1, refcheck=False)", NOT_ITS_OWN);
        again.close();
        python.run("x.resize(1, refcheck=False)");
        shows("x.flags.owndata", "True");
    }

    @Test
    void an_array_that_python_drops_meanwhile_stays() {
        python.run("x = np.arange(500_000.0)");
        try (BorrowedValue borrowed = python.borrow("x", Access.SHARED)) {
            python.run("del x; gc.collect(); others = [np.zeros(500_000) for i in range(10)]");
            assertThat(borrowed.buffer().segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 499_999)).isEqualTo(499_999.0);
        }
        python.run("del others");
    }

    /** NumPy frees nothing then; the old memory is lost, the new one is the array's own and is freed with it. */
    @Test
    void an_array_that_python_gives_other_memory_meanwhile_leaves_the_borrowed_one_in_place() {
        python.run("x = np.arange(6.0); state = np.ones(4).__reduce__()[2]");
        try (BorrowedValue borrowed = python.borrow("x", Access.SHARED)) {
            python.run("x.__setstate__(state)");
            shows("x.tolist(), x.flags.owndata", "([1.0, 1.0, 1.0, 1.0], True)");
            assertThat(borrowed.buffer().segment().toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(0, 1, 2, 3, 4, 5);
        }
        shows("x.tolist(), x.flags.owndata", "([1.0, 1.0, 1.0, 1.0], True)");
        python.run("x.resize(2, refcheck=False); del x; gc.collect()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytearray(16)", "array.array('d', [1.0, 2.0])"})
    void memory_that_is_another_objects_is_locked_there(String owner) {
        python.run("import array; data = " + owner + "; x = np.frombuffer(data, 'd')[1:]");
        try (BorrowedValue _ = python.borrow("x", Access.EXCLUSIVE)) {
            assertThat(python.show("data.append(1)")).startsWith("BufferError: ");
            shows("x.flags.owndata", "False");
        }
        shows("x.flags.owndata, data.append(1)", "(False, None)");
    }

    @Test
    void views_that_interleave_are_written_at_once_and_views_that_overlap_are_not() {
        python.run("x = np.arange(12.0)");
        try (BorrowedValue even = python.borrow("x[::2]", Access.EXCLUSIVE);
                BorrowedValue odd = python.borrow("x[1::2]", Access.EXCLUSIVE)) {
            fill(even, 2.0);
            fill(odd, 1.0);
            for (String overlapping : new String[] {"x", "x[5:6]", "x[::3]", "x.reshape(3, 4)[1]", "x.view('i8')[::-1]"}) {
                assertThatThrownBy(() -> python.borrow(overlapping, Access.SHARED))
                        .as(overlapping)
                        .hasMessage("loanword.BorrowError: the Java host can't borrow this memory to read while the Java host has"
                                + " it to write; wait until that call has returned, or work on a copy");
            }
            shows("bridge.scale_inplace(x[2:4], 2.0)", "BorrowError: scale_inplace can't borrow this memory to write while the"
                    + " Java host has it to write; wait until that call has returned, or work on a copy");
        }
        shows("x.tolist()", "[2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0]");
        python.run("bridge.scale_inplace(x[2:4], 2.0)");
    }

    private static void fill(BorrowedValue borrowed, double value) {
        MemorySegment memory = borrowed.buffer().stridedSegment();
        for (long i = 0; i < borrowed.buffer().elementCount(); i++) {
            memory.set(
                    ValueLayout.JAVA_DOUBLE_UNALIGNED, borrowed.buffer().origin() + i * borrowed.buffer().layout().stride(0), value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"np.ma.array([1.0, 2.0], mask=[0, 1])", "np.ma.masked_less(np.arange(3.0), 1)", "np.ma.masked_all(2)"})
    void an_array_with_masked_elements_is_refused_since_java_would_not_see_the_mask(String array) {
        python.run("x = " + array);
        assertThat(python.text("refused(bridge.scale_inplace, x, x.data)"))
                .isEqualTo("BufferError: an array with masked elements can't be borrowed, since Java would not see the mask;"
                        + " pass x.filled(value), or x.data for all elements");
        python.run("bridge.scale_inplace(x.filled(1.0), 2.0); bridge.scale_inplace(x.data, 2.0)");
    }
}
