package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Borrows memoryviews that may only be read, over memory that may be written or not. */
@ParameterizedClass
@ValueSource(
        strings = {
            "memoryview(bytes(range(8))).cast('h')",
            "memoryview(bytearray(range(8))).toreadonly().cast('h')",
            "memoryview(bytearray(range(8))).cast('h').toreadonly()",
            "memoryview(bytes(range(9)))[:-1].cast('h')",
        })
class BorrowedReadOnlyMemoryviewTest extends BorrowedMemoryContract {

    @Parameter
    String view;

    @Override
    String exporter() {
        return "x = " + view;
    }

    @Override
    String content() {
        return "bytes(range(8))";
    }

    @Override
    String format() {
        return "h";
    }

    @Override
    String shape() {
        return "(4,)";
    }

    @Override
    String strides() {
        return "(2,)";
    }

    @Override
    boolean writable() {
        return false;
    }

    @Override
    List<String> forbidden() {
        return List.of("x.release()");
    }
}
