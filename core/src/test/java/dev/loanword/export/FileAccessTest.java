package dev.loanword.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loanword.bridge.OpenDescriptors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_is_read_from_its_beginning() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        try (ReadableByteChannel channel = FileAccess.OF_THIS_PROCESS.openForReading(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(8);
            assertThat(channel.read(buffer)).isEqualTo(3);
            assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}));
        }
    }

    @Test
    void a_missing_file_is_named_as_it_was_given() {
        Path missing = Path.of("no such folder", "missing.log");
        assertThatThrownBy(() -> FileAccess.OF_THIS_PROCESS.openForReading(missing))
                .isInstanceOf(NoSuchFileException.class).hasMessage(missing.toString());
    }

    @Test
    void a_directory_is_refused_before_anything_is_read() throws IOException {
        assertThatThrownBy(() -> FileAccess.OF_THIS_PROCESS.openForReading(folder))
                .isExactlyInstanceOf(FileSystemException.class).hasMessage(folder + ": Is a directory");
        OpenDescriptors.assertReleased(folder);
    }

    @Test
    void a_link_to_a_directory_is_refused_too() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        assertThatThrownBy(() -> FileAccess.OF_THIS_PROCESS.openForReading(link))
                .isExactlyInstanceOf(FileSystemException.class).hasMessage(link + ": Is a directory");
    }

    @Test
    void a_file_without_permission_is_named() throws IOException {
        Path secret = unreadable();
        assertThatThrownBy(() -> FileAccess.OF_THIS_PROCESS.openForReading(secret))
                .isInstanceOf(AccessDeniedException.class).hasMessage(secret.toString());
    }

    /** The superuser may read files of all permissions, but not those that Linux has made for writing only. */
    private Path unreadable() throws IOException {
        Path secret = Files.createFile(folder.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        if (!Files.isReadable(secret)) {
            return secret;
        }
        Path writeOnly = Path.of("/sys/bus/cpu/drivers_probe");
        assumeTrue(Files.exists(writeOnly), "run by the superuser, and there is no " + writeOnly);
        return writeOnly;
    }
}
