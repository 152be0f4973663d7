package dev.loanword.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.builtins.ScreenTerminal;

/** The launcher on a pseudo-terminal, and the screen that a person would see. */
final class TerminalSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    static final int COLUMNS = 80;
    static final int ROWS = 24;

    private final PseudoTerminal terminal = new PseudoTerminal(COLUMNS, ROWS);
    private final ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
    private final StringBuilder raw = new StringBuilder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Process process;
    private final Thread reader;
    private boolean ended;

    /**
     * @param launcher what to start; its streams become the terminal, which is also the one that its Ctrl-C comes from
     */
    TerminalSession(LauncherProcess launcher) throws IOException {
        process = launcher.on(terminal.device()).start();
        reader = Thread.ofPlatform().daemon().name("screen").start(this::show);
    }

    private void show() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer pending = ByteBuffer.allocate(1 << 16);
        CharBuffer text = CharBuffer.allocate(1 << 16);
        for (byte[] some = terminal.read(); some.length > 0; some = terminal.read()) {
            pending.put(some).flip();
            decoder.decode(pending, text, false);
            pending.compact();
            text.flip();
            lock.lock();
            try {
                screen.write(text);
                raw.append(text);
                String answer = screen.read();
                if (!answer.isEmpty()) {
                    terminal.write(answer);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            text.clear();
        }
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Types these keys. */
    TerminalSession type(String keys) {
        terminal.write(keys);
        return this;
    }

    /** Waits until the screen ends with this, trailing spaces aside, and gives the whole screen. */
    String await(String end) throws InterruptedException {
        return awaitScreen(text -> text.endsWith(end), "ends with '" + end + "'");
    }

    /** Waits until the screen is like this, and gives it. */
    String awaitScreen(Predicate<String> wanted, String description) throws InterruptedException {
        long remaining = PATIENCE.toNanos();
        lock.lock();
        try {
            while (!wanted.test(text())) {
                if (ended || remaining <= 0) {
                    throw new AssertionError("the screen never " + description + ":\n" + text());
                }
                remaining = changed.awaitNanos(remaining);
            }
            return text();
        } finally {
            lock.unlock();
        }
    }

    /** All that was written, with its escape sequences. */
    String raw() {
        lock.lock();
        try {
            return raw.toString();
        } finally {
            lock.unlock();
        }
    }

    private String text() {
        return screen.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n")).stripTrailing();
    }

    /** Waits for the program's end, and gives its exit status. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end:\n" + text());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        // Once nobody has the program's end any more, reading ends. Not before then may another terminal get the same descriptor.
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        terminal.close();
    }
}
