package dev.loanword.repl;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of the inputs of earlier sessions, which only its user can read.
 *
 * @param path where it is, there or not
 */
record HistoryFile(Path path) {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * The file that an environment names: {@code loanword/repl-history} in {@code XDG_STATE_HOME} (an absolute path, as the XDG Base
     * Directory Specification demands), else in {@code .local/state} of the home directory.
     */
    static HistoryFile of(Map<String, String> environment) {
        Path states = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
        if (!states.isAbsolute()) {
            states = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state");
        }
        return new HistoryFile(states.resolve("loanword").resolve("repl-history"));
    }

    /** Makes it, for its owner alone, if it is not there. Empty where it can't be written: then there is no history to keep. */
    Optional<Path> prepare() {
        try {
            Files.createDirectories(path.getParent(), OWNERS_FOLDER);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException before) {
            // Of an earlier session.
        } catch (IOException | UnsupportedOperationException refused) {
            return Optional.empty();
        }
        return Files.isReadable(path) && Files.isWritable(path) ? Optional.of(path) : Optional.empty();
    }
}
