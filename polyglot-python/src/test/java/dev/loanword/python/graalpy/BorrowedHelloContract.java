package dev.loanword.python.graalpy;

/** The contract for exporters that can only hold plain bytes: each holds the five of {@code b'hello'}. */
abstract class BorrowedHelloContract extends BorrowedMemoryContract {

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
}
