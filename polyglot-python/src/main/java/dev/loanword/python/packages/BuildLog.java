package dev.loanword.python.packages;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The log of one build: every command and every line that it said. */
final class BuildLog implements AutoCloseable {
    private static final Pattern SAYS_WHY =
            Pattern.compile("\\berror\\b|\\bFAILED\\b|Error:", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_QUOTE = 300;

    private final Path path;
    private final Writer writer;
    private String lastLine = "";
    private String lastReason = "";

    private BuildLog(Path path, Writer writer) {
        this.path = path;
        this.writer = writer;
    }

    /** Starts the log anew. */
    static BuildLog create(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        return new BuildLog(path, Files.newBufferedWriter(path));
    }

    Path path() {
        return path;
    }

    /** A command that is about to run. What was said before no longer explains a failure. */
    void command(List<String> command) {
        lastLine = "";
        lastReason = "";
        write("\n$ " + String.join(" ", command));
    }

    void line(String line) {
        write(line);
        if (!line.isBlank()) {
            lastLine = line.strip();
        }
        if (SAYS_WHY.matcher(line).find()) {
            lastReason = line.strip();
        }
    }

    /** The last line of the running command that names an error, else its last line. */
    String reason() {
        String reason = lastReason.isEmpty() ? lastLine : lastReason;
        return reason.length() <= LONGEST_QUOTE ? reason : reason.substring(0, LONGEST_QUOTE) + "…";
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** Written through at once, for those who follow the log while it grows. */
    private void write(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            // A full disk stops the build itself; the log need not stop it before.
        }
    }
}
