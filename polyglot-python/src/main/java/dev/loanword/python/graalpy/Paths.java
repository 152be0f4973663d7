package dev.loanword.python.graalpy;

import com.oracle.graal.python.lib.PyUnicodeFSDecoderNodeGen;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Converts Python's paths: str, bytes, or any object with {@code __fspath__}. */
public final class Paths {

    private Paths() {}

    /**
     * The Java path of a Python path. May call Python code.
     *
     * @throws RuntimeException Python's {@code TypeError} if it is no path, {@code ValueError} if Java can't express it
     */
    @TruffleBoundary
    public static Path of(Object path) {
        String text = Text.java(PyUnicodeFSDecoderNodeGen.getUncached().execute(null, path));
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw PythonExceptions.valueError(null, "the path " + text + " can't be opened: " + invalid.getReason());
        }
    }
}
