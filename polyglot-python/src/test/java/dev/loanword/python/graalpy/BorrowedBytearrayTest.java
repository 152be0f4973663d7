package dev.loanword.python.graalpy;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Borrows bytearrays, whose array is often longer than they are, and objects of a subclass. */
@ParameterizedClass
@ValueSource(strings = {"bytearray(b'hello')", "Packet(b'hello')", "bytearray(b'hello world')[:5]", "shrunk()"})
class BorrowedBytearrayTest extends BorrowedHelloContract {

    @Parameter
    String expression;

    @Override
    String exporter() {
        return "class Packet(bytearray): pass\n"
                + "def shrunk():\n"
                + "    b = bytearray(b'hello')\n"
                + "    b.extend(bytes(100))\n"
                + "    del b[5:]\n"
                + "    return b\n"
                + "x = " + expression;
    }

    @Override
    List<String> forbidden() {
        return List.of(
                "x.append(1)",
                "x.extend(b'abc')",
                "x.insert(0, 1)",
                "x.pop()",
                "x.remove(104)",
                "x.clear()",
                "del x[0]",
                "del x[1:3]",
                "x += b'abc'",
                "x *= 3",
                "x[:] = b'another length'",
                "x[1:2] = b''");
    }
}
