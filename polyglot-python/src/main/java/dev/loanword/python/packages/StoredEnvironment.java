package dev.loanword.python.packages;

import dev.loanword.cache.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * An environment in the cache, used or not.
 *
 * @param folder its folder
 * @param packages what is in it
 * @param lastUse when a program was last run with it
 * @param bytes the size of all its files; NumPy, which it shares, is not counted
 */
public record StoredEnvironment(Path folder, List<InstalledPackage> packages, Instant lastUse, long bytes) {

    static StoredEnvironment read(Path folder) throws IOException {
        return new StoredEnvironment(
                folder,
                List.copyOf(EnvironmentFile.read(folder)),
                Files.getLastModifiedTime(folder.resolve(EnvironmentFile.NAME)).toInstant(),
                FileTrees.size(folder));
    }

    /** Its name: the same for the same packages. */
    public String id() {
        return folder.getFileName().toString();
    }

    /** Whether a name is the beginning of this one's, or that of a package in it. */
    public boolean isMeantBy(String name) {
        return name.length() >= 4 && id().startsWith(name) || packages.stream().anyMatch(each -> each.isNamed(name));
    }
}
