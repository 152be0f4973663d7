package dev.loanword.cli;

import dev.loanword.python.PythonHost;
import dev.loanword.python.PythonStoppedException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Ends a program that runs longer than it may: Python sees a KeyboardInterrupt first, and what is left some seconds later, threads of
 * the program too, ends with the process.
 */
final class TimeLimit implements AutoCloseable {
    /** After the limit; longer than what the host takes to stop Python, the last of it by force. */
    private static final Duration UNTIL_PROCESS_ENDS = Duration.ofSeconds(5);

    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1_000_000_000);

    private final Duration limit;
    private final PrintWriter err;
    private final IntConsumer exit;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean passed;

    /**
     * @param exit ends the process at once, with an exit status
     */
    TimeLimit(Duration limit, PrintWriter err, IntConsumer exit) {
        this.limit = limit;
        this.err = err;
        this.exit = exit;
    }

    /** Runs the program of a host, and gives its exit status, which is {@link ExitStatus#TIMEOUT} if it was stopped. */
    int run(PythonHost host) {
        Thread.ofPlatform().daemon().name("loanword-timeout").start(this::watch);
        try {
            return host.runProgram(limit);
        } catch (PythonStoppedException stopped) {
            passed = true;
            return ExitStatus.TIMEOUT;
        }
    }

    private void watch() {
        try {
            if (!ended.await(limit.plus(UNTIL_PROCESS_ENDS).toNanos(), TimeUnit.NANOSECONDS)) {
                err.println(story() + "; it did not end within " + UNTIL_PROCESS_ENDS.toSeconds() + " s, so its process was ended");
                exit.accept(ExitStatus.TIMEOUT);
            }
        } catch (InterruptedException ofNobody) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called once the host is closed. Says so if the program was stopped. */
    @Override
    public void close() {
        ended.countDown();
        if (passed) {
            err.println(story());
        }
    }

    private String story() {
        return "loanword: the program was stopped, because it ran longer than --timeout "
                + BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** Reads a number of seconds, such as 2.5, to the millisecond. */
    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            BigDecimal seconds;
            try {
                seconds = new BigDecimal(text);
            } catch (NumberFormatException noNumber) {
                seconds = BigDecimal.ZERO;
            }
            if (seconds.compareTo(new BigDecimal("0.001")) < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
                throw new TypeConversionException("'" + text + "' is no number of seconds from 0.001 to " + MOST_SECONDS + ", such as 2.5");
            }
            return Duration.ofMillis(seconds.movePointRight(3).longValue());
        }
    }
}
