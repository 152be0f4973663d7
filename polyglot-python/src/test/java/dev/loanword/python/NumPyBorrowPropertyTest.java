package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.python.graalpy.ElementBytes;
import dev.loanword.python.graalpy.RandomLayouts;
import dev.loanword.python.graalpy.RandomLayouts.Memory;
import dev.loanword.python.graalpy.RandomLayouts.Place;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random arrays of NumPy seen by Java, and random memory of Java seen by NumPy: both sides tell the same elements. */
@Tag("numpy-properties")
class NumPyBorrowPropertyTest {

    private static PythonHost host;

    @BeforeContainer
    static void open() {
        host = PythonHost.open();
        host.run(
                """
                import numpy as np

                def array_of(dtype, shape, steps):
                    content = np.arange(1, 1 + 7 * int(np.prod(shape)), 7)[:int(np.prod(shape))]
                    x = content.astype(dtype).reshape(shape)
                    for step in steps:
                        try:
                            x = np.asarray(step(x))  # a single element comes as a number
                        except (IndexError, ValueError):
                            pass  # a step for another number of dimensions
                    return x

                def borrowed_wrongly(x, format, shape, content):
                    '''What Java got, put together again, against the array itself; '' if they agree.'''
                    if shape != x.shape:
                        return f'borrowed with shape {shape}, expected {x.shape}'
                    if x.dtype.kind not in 'SUV' and np.dtype(format) != x.dtype:
                        return f'borrowed as {format!r}, expected {x.dtype.str}'
                    seen = np.frombuffer(bytearray(content), dtype=x.dtype).reshape(shape)
                    return '' if repr(seen.tolist()) == repr(x.tolist()) else f'borrowed {seen.tolist()}, expected {x.tolist()}'

                def lent_wrongly(buffer):
                    '''NumPy's array over lent memory against the Buffer itself; '' if they agree.'''
                    x = np.asarray(buffer)
                    if (x.shape, x.flags.writeable) != (buffer.shape, not buffer.readonly):
                        return f'shape {x.shape}, writeable {x.flags.writeable}, of {buffer!r}'
                    if x.tobytes() != buffer.tobytes():
                        return f'{x.tobytes()}, expected {buffer.tobytes()}'
                    # NumPy's strings of one byte drop a zero.
                    if buffer.format == 'c' or repr(x.tolist()) == repr(buffer.tolist()):
                        return ''
                    return f'{x.tolist()}, expected {buffer.tolist()}'
                """);
    }

    @AfterContainer
    static void close() {
        host.close();
    }

    @Provide
    Arbitrary<String> dtypes() {
        return Arbitraries.of(
                "?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "e", "f", "d", "<i2", ">i2", ">u4", ">i8", ">f4", ">f8", ">f2",
                "S3", "U2", "V5");
    }

    @Provide
    Arbitrary<List<Integer>> shapes() {
        return Arbitraries.frequency(Tuple.of(4, 3), Tuple.of(4, 2), Tuple.of(2, 4), Tuple.of(2, 1), Tuple.of(1, 0))
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> steps() {
        Arbitrary<String> bound = Arbitraries.of("", "", "0", "1", "2", "-1", "-3", "7");
        Arbitrary<String> slice = Combinators.combine(bound, bound, Arbitraries.of("", "1", "-1", "2", "-2"))
                .as((start, stop, step) -> start + ":" + stop + ":" + step);
        Arbitrary<String> index = Arbitraries.frequencyOf(
                        Tuple.of(5, slice), Tuple.of(1, Arbitraries.of("0", "-1", "...", "None")))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(entries -> "lambda x: x[" + String.join(", ", entries) + "]");
        return Arbitraries.frequencyOf(
                        Tuple.of(4, index),
                        Tuple.of(
                                3,
                                Arbitraries.of(
                                        "lambda x: x.T",
                                        "lambda x: np.broadcast_to(x, (3,) + x.shape)",
                                        "lambda x: np.swapaxes(x, 0, -1)",
                                        "lambda x: np.flip(x)",
                                        "lambda x: x[...]",
                                        "lambda x: np.asfortranarray(x)",
                                        "lambda x: np.lib.stride_tricks.sliding_window_view(x, 2, axis=0)")))
                .list()
                .ofMaxSize(3);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void java_gets_the_elements_of_an_array(
            @ForAll("dtypes") String dtype, @ForAll("shapes") List<Integer> shape, @ForAll("steps") List<String> steps) {
        host.run("x = array_of('" + dtype + "', (" + list(shape) + "), (" + list(steps) + "))");
        byte[] content;
        String format;
        long[] seen;
        try (BorrowedValue borrowed = host.borrow("x")) {
            content = ElementBytes.of(borrowed.buffer());
            format = borrowed.buffer().elementType().format();
            seen = borrowed.buffer().layout().shape();
        }
        host.lend("content", content);
        assertThat(host.eval(
                        "borrowed_wrongly(x, '" + format + "', (" + list(Arrays.stream(seen).boxed().toList())
                                + "), content.tobytes())",
                        String.class))
                .isEmpty();
    }

    private static String list(List<?> items) {
        return items.stream().map(item -> item + ", ").reduce("", String::concat);
    }

    @Provide
    Arbitrary<Memory> memories() {
        return RandomLayouts.memory(Place.NATIVE);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void numpy_sees_the_elements_of_lent_memory(@ForAll("memories") Memory memory) {
        host.lend("lent", memory.lent(memory.allocate()));
        assertThat(host.eval("lent_wrongly(lent)", String.class)).isEmpty();
    }
}
