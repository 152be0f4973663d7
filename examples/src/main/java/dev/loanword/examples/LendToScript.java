package dev.loanword.examples;

import dev.loanword.python.PythonHost;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lends a {@code double[]} and a direct {@link ByteBuffer} to Python, which works on them where they lie. */
public final class LendToScript {

    private LendToScript() {}

    /** Runs the example; arguments are ignored. */
    public static void main(String[] arguments) {
        double[] prices = {10.0, 20.0, 30.0};
        ByteBuffer message = ByteBuffer.allocateDirect(5).put("hello".getBytes(StandardCharsets.US_ASCII)).flip();

        try (PythonHost host = PythonHost.open()) {
            host.lend("prices", prices); // no byte is copied
            host.lend("message", message);
            host.run("""
                    for i, price in enumerate(prices):
                        prices[i] = price * 1.5

                    view = memoryview(message)
                    view[0] = ord('J')
                    print(prices, "->", prices.tolist())
                    print(message, "->", bytes(message))
                    """);
            System.out.println("copied: " + host.ledger().copied() + " bytes");
        }

        System.out.println("Java sees " + Arrays.toString(prices) + " and "
                + StandardCharsets.US_ASCII.decode(message));
    }
}
