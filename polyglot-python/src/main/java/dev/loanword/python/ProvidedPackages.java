package dev.loanword.python;

import dev.loanword.python.graalpy.PackageFolders;
import dev.loanword.python.packages.InstallOptions;
import dev.loanword.python.packages.NumPy;
import dev.loanword.python.packages.PackageCache;
import dev.loanword.python.packages.PackageInstallException;
import dev.loanword.python.packages.Progress;
import java.nio.file.Path;
import java.util.List;

/** NumPy, which scripts may import without asking: the first import of all builds it, with progress on standard error. */
final class ProvidedPackages implements PackageFolders {

    private static final String NUMPY = "numpy";

    @Override
    public List<String> names() {
        return List.of(NUMPY);
    }

    @Override
    public Path folderOf(String name) throws UnavailableException {
        try {
            return NumPy.install(PackageCache.standard(), InstallOptions.standard(), Progress.standardError());
        } catch (PackageInstallException failure) {
            throw new UnavailableException(failure.getMessage(), failure);
        }
    }
}
