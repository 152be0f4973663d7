package dev.loanword.python;

import dev.loanword.python.graalpy.Boundary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Python packages that scripts may import without asking. */
final class ProvidedPackages implements Boundary.PackageFolders {

    static ProvidedPackages standard() {
        return new ProvidedPackages();
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public Path folderOf(String name) throws IOException {
        throw new IllegalArgumentException("no package " + name + " is provided");
    }
}
