package dev.loanword.python.graalpy;

import java.util.List;

/** Borrows the buffer of a BytesIO. Writing to the BytesIO makes it take a new buffer; the borrowed one stays. */
class BorrowedBytesIOTest extends BorrowedMemoryContract {

    @Override
    String exporter() {
        return "import io\nfile = io.BytesIO(b'hello'); x = file.getbuffer()";
    }

    @Override
    String content() {
        return "b'hello'";
    }

    @Override
    String format() {
        return "B";
    }

    @Override
    String shape() {
        return "(5,)";
    }

    @Override
    String strides() {
        return "(1,)";
    }

    @Override
    List<String> forbidden() {
        return List.of("x.release()");
    }
}
