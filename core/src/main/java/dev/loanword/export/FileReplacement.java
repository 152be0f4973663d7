package dev.loanword.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file whole or not at all, in the default file system, with the rights of the process. */
public final class FileReplacement {
    private FileReplacement() {
    }

    /**
     * Does what {@link FileAccess#replace} promises. A link is followed; the permissions of a file that is replaced are kept.
     *
     * @param file the file
     * @throws IOException if it can't be written; the temporary file is gone then
     */
    public static void replace(Path file, FileAccess.Content content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = temporaryBeside(target);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                content.write(channel);
                channel.force(true);
            }
            keepPermissions(target, temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            Files.deleteIfExists(temporary);
            throw failure;
        }
        forceFolder(target);
    }

    private static Path temporaryBeside(Path target) throws IOException {
        while (true) {
            String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
            Path candidate = target.resolveSibling("." + target.getFileName() + "." + suffix);
            try {
                return Files.createFile(candidate);
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
        }
    }

    private static void keepPermissions(Path target, Path temporary) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (old != null && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(temporary, old.readAttributes().permissions());
        }
    }

    /** The new name is on the disk when its folder is; only some systems open folders as files. */
    private static void forceFolder(Path target) {
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notOnThisSystem) {
            // The file itself is whole either way.
        }
    }
}
