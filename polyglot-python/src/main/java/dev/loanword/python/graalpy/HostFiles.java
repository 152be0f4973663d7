package dev.loanword.python.graalpy;

import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.PosixSupport;
import com.oracle.graal.python.runtime.PosixSupportLibrary.PosixException;
import com.oracle.graal.python.runtime.PosixSupportLibrary;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import dev.loanword.export.FileAccess;
import dev.loanword.export.FileReplacement;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Opens files for cores as Python's own {@code open} would: by the host's rights, relative to Python's working directory,
 * and named in errors as the script named them.
 */
public final class HostFiles implements FileAccess {

    private final TruffleLanguage.Env env;

    HostFiles(TruffleLanguage.Env env) {
        this.env = env;
    }

    @Override
    public ReadableByteChannel openForReading(Path path) throws IOException {
        String name = path.toString();
        TruffleFile file = noDirectory(path);
        try {
            if (file.isRegularFile()) {
                return file.newByteChannel(Set.of(StandardOpenOption.READ));
            }
            return openWithoutGil(file);
        } catch (FileSystemException failure) {
            throw named(name, failure);
        }
    }

    /** To open a named pipe is to wait for its writer, which may be another Python thread. */
    private static ReadableByteChannel openWithoutGil(TruffleFile file) throws IOException {
        GilNode gil = GilNode.getUncached();
        boolean released = gil.tryRelease();
        try {
            return file.newByteChannel(Set.of(StandardOpenOption.READ));
        } finally {
            if (released) {
                gil.acquire();
            }
        }
    }

    @Override
    public Path absolute(Path path) throws IOException {
        return Path.of(resolve(path).getAbsoluteFile().getPath());
    }

    @Override
    public Status status(Path path) throws IOException {
        TruffleFile file = noDirectory(path);
        try {
            if (file.exists() && !file.isRegularFile()) {
                throw new FileSystemException(path.toString(), null, "Not a regular file");
            }
            List<Object> identity =
                    List.of(file.getAttribute(TruffleFile.UNIX_DEV), file.getAttribute(TruffleFile.UNIX_INODE));
            return new Status(identity, file.size());
        } catch (FileSystemException failure) {
            throw named(path.toString(), failure);
        }
    }

    /** What the host was given as such; a script reads it through {@code sys.stdin} as well. */
    @Override
    public InputStream standardInput() {
        return env.in();
    }

    @Override
    public MemorySegment map(Path path, Arena arena) throws IOException {
        return map(path, false, arena);
    }

    @Override
    public void replace(Path path, Content content) throws IOException {
        String name = path.toString();
        checkFilesAllowed(name);
        TruffleFile file = noDirectory(path);
        try {
            FileReplacement.replace(Path.of(file.getAbsoluteFile().getPath()), content);
        } catch (FileSystemException failure) {
            throw named(name, failure);
        }
    }

    /** The channels that follow are the JDK's own, which know nothing of the host's rights. */
    private void checkFilesAllowed(String name) throws AccessDeniedException {
        if (!env.isFileIOAllowed()) {
            throw new AccessDeniedException(name);
        }
    }

    /**
     * Maps a whole file.
     *
     * @param arena decides how long the mapping lasts
     * @throws IOException if it can't be opened or mapped, named as the script named it
     */
    MemorySegment map(Path path, boolean writable, Arena arena) throws IOException {
        String name = path.toString();
        checkFilesAllowed(name);
        TruffleFile file = noDirectory(path);
        Set<StandardOpenOption> options = writable
                ? EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : EnumSet.of(StandardOpenOption.READ);
        try (FileChannel channel = FileChannel.open(Path.of(file.getAbsoluteFile().getPath()), options)) {
            MapMode mode = writable ? MapMode.READ_WRITE : MapMode.READ_ONLY;
            return channel.map(mode, 0, channel.size(), arena);
        } catch (FileSystemException failure) {
            throw named(name, failure);
        }
    }

    /** The file behind a path; a directory would open well and fail at the first read. */
    private TruffleFile noDirectory(Path path) throws IOException {
        TruffleFile file = resolve(path);
        if (file.isDirectory()) {
            throw new FileSystemException(path.toString(), null, "Is a directory");
        }
        return file;
    }

    /** With GraalPy's native POSIX backend {@code os.chdir} moves the process, of which Truffle hears nothing. */
    private TruffleFile resolve(Path path) throws IOException {
        if (path.isAbsolute() || path.toString().isEmpty()) {
            return env.getPublicTruffleFile(path.toString());
        }
        PosixSupport posix = PythonContext.get(null).getPosixSupport();
        PosixSupportLibrary calls = PosixSupportLibrary.getUncached();
        String folder;
        try {
            folder = Text.java(calls.getPathAsString(posix, calls.getcwd(posix)));
        } catch (PosixException gone) {
            throw new FileSystemException(path.toString(), null, gone.getMessage());
        }
        return env.getPublicTruffleFile(folder).resolve(path.toString());
    }

    private static FileSystemException named(String name, FileSystemException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> new NoSuchFileException(name);
            case AccessDeniedException denied -> new AccessDeniedException(name);
            default -> new FileSystemException(name, null, failure.getReason());
        };
    }
}
