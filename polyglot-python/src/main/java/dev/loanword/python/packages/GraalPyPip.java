package dev.loanword.python.packages;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pip that GraalPy ships, taken from the class path. It knows which versions of which packages run best on GraalPy, and
 * changes that GraalPy's makers have for some.
 *
 * @param wheel pip itself
 * @param home the folder that holds the changes, in a folder named patches
 */
record GraalPyPip(Path wheel, Path home) {
    private static final String RESOURCES = "META-INF/resources/";
    private static final String PATCH_LIST = RESOURCES + "libgraalpy/patches/metadata.toml";
    private static final Pattern WANTED =
            Pattern.compile(RESOURCES + "(?:libgraalpy/(patches/[^/]+)|libpython/ensurepip/_bundled/(pip-[^/]+\\.whl))");

    /** Unpacks it into a folder. */
    static GraalPyPip unpack(Path folder) throws IOException, PackageInstallException {
        URL list = GraalPyPip.class.getClassLoader().getResource(PATCH_LIST);
        if (list == null || !(list.openConnection() instanceof JarURLConnection connection)) {
            throw new PackageInstallException("Packages can't be installed: no jar with " + PATCH_LIST
                    + " on the class path. Add org.graalvm.python:python-resources 25.0.");
        }
        // A jar file of our own, to be closed; the cached one may be in use by others.
        connection.setUseCaches(false);
        Files.createDirectories(folder.resolve("patches"));
        Path wheel = null;
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : jar.stream().toList()) {
                Matcher name = WANTED.matcher(entry.getName());
                if (!name.matches() || entry.isDirectory()) {
                    continue;
                }
                Path file = folder.resolve(name.group(1) != null ? name.group(1) : name.group(2));
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                wheel = name.group(2) != null ? file : wheel;
            }
        }
        if (wheel == null) {
            throw new PackageInstallException(
                    "Packages can't be installed: GraalPy's pip is not in " + connection.getJarFileURL() + ".");
        }
        return new GraalPyPip(wheel, folder);
    }
}
