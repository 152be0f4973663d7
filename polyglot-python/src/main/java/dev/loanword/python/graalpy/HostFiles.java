package dev.loanword.python.graalpy;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import dev.loanword.bridge.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Opens files for cores as Python's own {@code open} would: relative to Python's working directory.
 */
final class HostFiles implements FileAccess {

    private final TruffleLanguage.Env env;

    HostFiles(TruffleLanguage.Env env) {
        this.env = env;
    }

    @Override
    public FileChannel openForReading(Path path) throws IOException {
        TruffleFile file = env.getPublicTruffleFile(path.toString());
        return FileChannel.open(Path.of(file.getAbsoluteFile().getPath()));
    }
}
