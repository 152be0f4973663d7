package dev.loanword.cli;

import dev.loanword.cache.FileTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs the programs of a test class in a warm host. A subclass of a test class that is extended by this tests the same again. */
final class ThroughWarmHost implements BeforeAllCallback, AfterAllCallback {
    private Path parent;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        // Not a temporary folder of JUnit's: the path of a socket has to be short.
        parent = Files.createTempDirectory("warm");
        LauncherProcess.throughWarmHost(parent.resolve("hosts"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        LauncherProcess.withoutWarmHost();
        FileTrees.delete(parent);
    }
}
