package dev.loanword.cli;

import dev.loanword.python.ProgramProcess;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** The main thread of one program of a warm host. It prepares a Python before the program is known, then runs the program in it. */
final class ProgramThread {
    /** As the main thread of a process has by the launcher's options: Python calls nest deep. */
    private static final long STACK_BYTES = 16L << 20;

    private final CompletableFuture<Void> prepared = new CompletableFuture<>();
    private final CompletableFuture<IntSupplier> program = new CompletableFuture<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    /**
     * Begins to prepare.
     *
     * @param process a process like that of the program
     * @param numPy whether to load NumPy
     */
    ProgramThread(ProgramProcess process, boolean numPy) {
        Thread thread = new Thread(null, () -> live(process, numPy), "main", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void live(ProgramProcess process, boolean numPy) {
        try {
            ProcessHost.prepare(process, numPy);
            prepared.complete(null);
            status.complete(program.join().getAsInt());
        } catch (RuntimeException | Error failure) {
            prepared.completeExceptionally(failure);
            status.completeExceptionally(failure);
        }
    }

    /** Waits until it is prepared. */
    void awaitPrepared() {
        prepared.join();
    }

    /** Runs the program, and waits for its end. */
    int run(IntSupplier body) {
        program.complete(body);
        return status.join();
    }
}
