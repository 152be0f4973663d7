package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.exception.OSErrorEnum;
import com.oracle.graal.python.nodes.PConstructAndRaiseNode;
import com.oracle.graal.python.runtime.exception.PException;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** Makes Python's {@code OSError} family, with errno and filename, of Java's {@link IOException} family. */
final class OsErrors {

    private OsErrors() {}

    /** The Python exception object that stands for a failure. */
    static Object of(IOException failure) {
        OSErrorEnum number = numberOf(failure);
        String own = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        String reason = number == OSErrorEnum.EIO && own != null ? own : Text.java(number.getMessage());
        String file = failure instanceof FileSystemException named ? named.getFile() : null;
        return of(number.getNumber(), reason, file);
    }

    /** Made by Python's own constructor, which picks the class by the number. */
    private static Object of(int number, String reason, String file) {
        PConstructAndRaiseNode raiser = PConstructAndRaiseNode.getUncached();
        try {
            throw file == null
                    ? raiser.raiseOSError(null, number, Text.python(reason))
                    : raiser.raiseOSError(null, number, Text.python(reason), Text.python(file));
        } catch (PException raised) {
            return raised.getEscapedException();
        }
    }

    private static OSErrorEnum numberOf(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> OSErrorEnum.ENOENT;
            case FileNotFoundException missing -> OSErrorEnum.ENOENT;
            case AccessDeniedException denied -> OSErrorEnum.EACCES;
            case FileAlreadyExistsException exists -> OSErrorEnum.EEXIST;
            case NotDirectoryException file -> OSErrorEnum.ENOTDIR;
            case DirectoryNotEmptyException folder -> OSErrorEnum.ENOTEMPTY;
            case FileSystemLoopException loop -> OSErrorEnum.ELOOP;
            case NotLinkException file -> OSErrorEnum.EINVAL;
            case ClosedChannelException closed -> OSErrorEnum.EPIPE;
            case SocketTimeoutException late -> OSErrorEnum.ETIMEDOUT;
            case InterruptedIOException interrupted -> OSErrorEnum.EINTR;
            case ConnectException refused -> OSErrorEnum.ECONNREFUSED;
            case NoRouteToHostException unreachable -> OSErrorEnum.EHOSTUNREACH;
            // Java tells these apart by the system's own words alone.
            case FileSystemException other when other.getReason() != null ->
                OSErrorEnum.fromException(other, TruffleString.EqualNode.getUncached()).oserror;
            default -> OSErrorEnum.EIO;
        };
    }
}
