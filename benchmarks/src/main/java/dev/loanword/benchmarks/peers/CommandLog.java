package dev.loanword.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the commands that build the sides; what they print goes to a file. */
final class CommandLog {

    private final Path file;

    CommandLog(Path file) {
        this.file = file;
    }

    /**
     * Runs a command.
     *
     * @throws PeerException if it is not installed or fails, with the last line that it printed
     */
    void run(String purpose, Map<String, String> environment, String... command) throws PeerException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            int status = process.waitFor();
            if (status != 0) {
                throw new PeerException(purpose + " failed: " + lastLine(file) + " (all of it: " + file + ")");
            }
        } catch (IOException notInstalled) {
            throw new PeerException(purpose + " needs " + command[0] + ", which could not be started", notInstalled);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PeerException(purpose + " was interrupted", interrupted);
        }
    }

    /** The last line of a file that says something. */
    static String lastLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
        } catch (IOException unreadable) {
            return "its log can't be read";
        }
    }
}
