package dev.loanword.python.graalpy;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Borrows bytes and objects of a subclass. */
@ParameterizedClass
@ValueSource(strings = {"bytes", "Packet"})
class BorrowedBytesTest extends BorrowedHelloContract {

    @Parameter
    String type;

    @Override
    String exporter() {
        return "class Packet(bytes): pass\nx = " + type + "(b'hello')";
    }

    @Override
    boolean writable() {
        return false;
    }
}
