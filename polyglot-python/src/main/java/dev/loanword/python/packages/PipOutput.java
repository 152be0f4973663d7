package dev.loanword.python.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows what pip says, for the reason of a failure, and to tell at once when its index does not answer. */
final class PipOutput implements Consumer<String> {
    private static final String ERROR = "ERROR: ";
    /** Before a Python traceback, whose last line says more. */
    private static final String TRACEBACK = "ERROR: Exception:";

    private static final String RETRIES = "WARNING: Retrying (";
    private static final String CONFLICT = "The conflict is caused by:";

    private final Progress progress;
    private final List<String> errors = new ArrayList<>();
    private final List<String> conflict = new ArrayList<>();
    private boolean inConflict;
    private boolean retried;

    PipOutput(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void accept(String line) {
        if (line.startsWith(RETRIES) && !retried) {
            retried = true;
            progress.note("the package index does not answer; pip tries again a few times");
        }
        if (line.startsWith(ERROR) && !line.equals(TRACEBACK)) {
            errors.add(line.substring(ERROR.length()).strip());
        }
        if (line.startsWith(CONFLICT)) {
            inConflict = true;
        } else if (inConflict && line.startsWith(" ")) {
            conflict.add(line.strip());
        } else if (!line.isBlank()) {
            inConflict = false;
        }
    }

    /** Whether the index could not be reached. */
    boolean retried() {
        return retried;
    }

    /** Why it failed, in pip's words; empty when it did not say. */
    Optional<String> reason() {
        if (!conflict.isEmpty()) {
            return Optional.of(String.join("; ", conflict));
        }
        return errors.stream().findFirst();
    }
}
