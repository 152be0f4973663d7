package dev.loanword.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Measures one part of Loanword in more detail than the comparison of {@link Bench}.
 *
 * <p>Command: {@code scripts/bench --numpy}, {@code --lines}, {@code --kernels}.
 */
public final class Details {

    private Details() {}

    /**
     * Measures.
     *
     * @param arguments the option, and the folder of the programs in other languages
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "--numpy" -> NumPyCosts.measure();
            case "--lines" -> LineCosts.measure();
            case "--kernels" -> KernelCosts.measure(Path.of(arguments[1]));
            default -> throw new IllegalArgumentException("no such part: " + arguments[0]);
        }
    }
}
