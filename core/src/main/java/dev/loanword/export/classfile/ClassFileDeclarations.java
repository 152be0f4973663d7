package dev.loanword.export.classfile;

import dev.loanword.export.declaration.ClassDeclaration;
import dev.loanword.export.declaration.Declarations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what classes declare in their class files. Each file is read once; no class is loaded.
 *
 * <p>Positions are texts such as {@code demo.Pricing.callPrice}. Safe for use by many threads.
 */
public final class ClassFileDeclarations implements Declarations {

    /** Where class files lie: a jar, a folder, a class loader. */
    @FunctionalInterface
    public interface ClassFiles {

        /**
         * Opens a class file.
         *
         * @param path the path of the resource, such as {@code java/util/Map$Entry.class}
         * @return its content, which the caller closes; {@code null} if there is none
         */
        InputStream open(String path) throws IOException;
    }

    private final ClassFiles files;
    private final Map<String, Optional<ClassDeclaration>> known = new ConcurrentHashMap<>();

    /**
     * Looks in a place of one's own first, then among the classes of the JDK and of this application.
     *
     * @param files the place
     */
    public ClassFileDeclarations(ClassFiles files) {
        this.files = files;
    }

    /** Looks where a class loader looks. */
    public static ClassFileDeclarations of(ClassLoader loader) {
        return new ClassFileDeclarations(loader::getResourceAsStream);
    }

    /**
     * Looks a class up.
     *
     * @throws IllegalArgumentException if its class file is damaged, or newer than this JDK knows
     * @throws UncheckedIOException if it can't be read
     */
    @Override
    public Optional<ClassDeclaration> find(String binaryName) {
        Optional<ClassDeclaration> found = known.get(binaryName);
        if (found == null) {
            found = read(binaryName);
            known.put(binaryName, found);
        }
        return found;
    }

    private Optional<ClassDeclaration> read(String binaryName) {
        String path = binaryName.replace('.', '/') + ".class";
        try (InputStream own = files.open(path);
                InputStream file = own != null ? own : ClassLoader.getSystemResourceAsStream(path)) {
            return file == null ? Optional.empty() : ClassFileReader.read(binaryName, file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException("the class file of " + binaryName + " can't be read", failure);
        }
    }
}
