package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Borrows PickleBuffers: the memory is that of the object inside. */
@ParameterizedClass
@CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
            "owner              | owner.tobytes()       | (3,) | (4,)",
            "memoryview(owner)  | owner.tobytes()       | (3,) | (4,)",
            "memoryview(owner)[1:] | owner.tobytes()[4:] | (2,) | (4,)",
            "memoryview(owner)[::-2] | owner.tobytes()[8:] + owner.tobytes()[:4] | (2,) | (-8,)",
        })
class BorrowedPickleBufferTest extends BorrowedMemoryContract {

    @Parameter(0)
    String inside;

    @Parameter(1)
    String content;

    @Parameter(2)
    String shape;

    @Parameter(3)
    String strides;

    @Override
    String exporter() {
        return "import pickle\nowner = array.array('i', [1, 2, 100]); inside = " + inside
                + "\nx = pickle.PickleBuffer(inside); fixed = " + content;
    }

    @Override
    String content() {
        return "fixed";
    }

    @Override
    String bytesOfX() {
        return "memoryview(inside).tobytes()";
    }

    @Override
    String format() {
        return "i";
    }

    @Override
    String shape() {
        return shape;
    }

    @Override
    String strides() {
        return strides;
    }

    @Override
    String change() {
        return "inside[0] = 7";
    }

    @Override
    List<String> forbidden() {
        return List.of("owner.append(1)", "del owner[0]");
    }
}
