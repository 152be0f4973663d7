package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.lib.PyOSFSPathNodeGen;
import com.oracle.graal.python.lib.PyObjectReprAsTruffleStringNode;
import com.oracle.graal.python.lib.PyUnicodeFSDecoderNodeGen;
import com.oracle.graal.python.runtime.sequence.storage.ByteSequenceStorage;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Converts Python's paths: str, bytes, or any object with {@code __fspath__}. */
public final class Paths {

    private Paths() {}

    /**
     * The Java path of a Python path. May call Python code.
     *
     * <p>A file name that is no text, which Python has as bytes or with lone surrogates, is refused: Java's paths are made of
     * text, and what they make of such a name would be the name of another file.
     *
     * @throws RuntimeException Python's {@code TypeError} if it is no path, {@code ValueError} if Java can't express it
     */
    @TruffleBoundary
    public static Path of(Object path) {
        Object plain = PyOSFSPathNodeGen.getUncached().execute(null, null, path);
        try {
            requireText(plain);
            return Path.of(Text.java(PyUnicodeFSDecoderNodeGen.getUncached().execute(null, plain)));
        } catch (InvalidPathException | CharacterCodingException inexpressible) {
            throw PythonExceptions.valueError(null, "the path "
                    + Text.java(PyObjectReprAsTruffleStringNode.executeUncached(plain)) + " can't be opened: Java can't write it in "
                    + System.getProperty("sun.jnu.encoding") + ", the encoding of file names here; rename the file, or start"
                    + " in a UTF-8 locale");
        }
    }

    /** GraalPy puts a replacement character in the place of bytes that are no UTF-8. */
    private static void requireText(Object plain) throws CharacterCodingException {
        if (plain instanceof PBytes bytes && bytes.getSequenceStorage() instanceof ByteSequenceStorage storage) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(storage.getInternalByteArray(), 0, storage.length()));
        }
    }
}
