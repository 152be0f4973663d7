package dev.loanword.python.graalpy;

import java.util.List;

/** Borrows the buffer of a BytesIO. Writing to the BytesIO makes it take a new buffer; the borrowed one stays. */
class BorrowedBytesIOTest extends BorrowedHelloContract {

    @Override
    String exporter() {
        return "import io\nfile = io.BytesIO(b'hello'); x = file.getbuffer()";
    }

    @Override
    List<String> forbidden() {
        return List.of("x.release()");
    }
}
