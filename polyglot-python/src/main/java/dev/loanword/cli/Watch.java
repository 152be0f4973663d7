package dev.loanword.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program again and again, each time in a process of its own, when its files change. */
final class Watch {
    /** How long a program may take to end by itself: after SIGTERM, or after the Ctrl-C that it got as this process did. */
    private static final long SECONDS_TO_END = 2;

    private final ProcessBuilder program;
    private final PrintWriter err;
    private Process running;

    /**
     * @param command what starts the program
     * @param warm whether it is to run in the warm host
     */
    Watch(List<String> command, boolean warm, PrintWriter err) {
        program = new ProcessBuilder(command).inheritIO();
        if (warm) {
            program.environment().put("LOANWORD_WARM", "yes");
        }
        this.err = err;
    }

    /** Runs it until this process is told to end; does not return. */
    int run(Path folder, List<Path> cores) throws IOException {
        try (ProgramFiles files = new ProgramFiles(folder, cores)) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::endWithThisProcess));
            while (true) {
                start();
                Path changed = files.awaitChange();
                end(forget());
                err.println("loanword: " + name(folder, changed) + " has changed, running again");
            }
        } catch (InterruptedException ofNobody) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread that waits for changes was interrupted");
        }
    }

    private static Path name(Path folder, Path changed) {
        Path root = folder.toAbsolutePath().normalize();
        return changed.startsWith(root) && !changed.equals(root) ? root.relativize(changed) : changed;
    }

    private synchronized void start() throws IOException {
        running = program.start();
        running.onExit().thenAccept(this::tellEnd);
    }

    private synchronized void tellEnd(Process process) {
        if (process == running) {
            err.println("loanword: exit status " + process.exitValue() + "; the program runs again when a file changes, Ctrl-C ends");
        }
    }

    /** Gives the last process that was started; nobody is told of its end any more. */
    private synchronized Process forget() {
        Process last = running;
        running = null;
        return last;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private void endWithThisProcess() {
        Process process = forget();
        try {
            // A Ctrl-C of the terminal goes to both, and the program may clean up.
            if (process != null && !process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                end(process);
            }
        } catch (InterruptedException ofNobody) {
            Thread.currentThread().interrupt();
        }
    }
}
