package dev.loanword.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What came of one run of a script.
 *
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error
 * @param truncated whether it wrote more than is kept
 * @param took how long it ran
 * @param end how it ended
 * @param copied the bytes that were copied between Python and Java; empty where nobody counts
 * @param copies the copies, a line for each reason
 * @param problems for each check of the script, in order, what is wrong; empty if it holds
 */
record Outcome(
        String output,
        String errors,
        boolean truncated,
        Duration took,
        End end,
        OptionalLong copied,
        List<String> copies,
        List<String> problems) {

    Outcome {
        copies = List.copyOf(copies);
        problems = List.copyOf(problems);
    }

    /** How a run ended. */
    sealed interface End {}

    /** By its last line or {@code sys.exit}. */
    record Exited(int status) implements End {}

    /**
     * By an exception.
     *
     * @param type its type as tracebacks name it
     * @param text its text, which may be empty
     * @param traceback all that Python prints of it
     * @param line the script's line that it passed last, 0 if none
     */
    record Raised(String type, String text, String traceback, int line) implements End {
        /** The last line of the traceback, more of them if the text has more. */
        String summary() {
            return text.isEmpty() ? type : type + ": " + text;
        }
    }

    /**
     * Because it ran too long.
     *
     * @param where the traceback of where it was, if that is known
     */
    record TimedOut(Optional<String> where) implements End {}

    /**
     * Without a word from the driver: by {@code os._exit}, a crash, or before it began.
     *
     * @param reason what is known of it
     */
    record Vanished(String reason) implements End {
        /** At once, with an exit status if that is known. */
        static Vanished atOnce(OptionalInt status) {
            return new Vanished("it ended at once, as by os._exit or a crash"
                    + (status.isPresent() ? ", with status " + status.getAsInt() : ""));
        }
    }
}
