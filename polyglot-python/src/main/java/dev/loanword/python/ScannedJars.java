package dev.loanword.python;

import dev.loanword.export.check.Exports;
import dev.loanword.export.model.ModelFile;
import dev.loanword.export.model.ModelFormatException;
import dev.loanword.export.model.ModuleModel;
import dev.loanword.python.packages.PackageCache;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The modules of jars that were compiled without the annotation processor. The class files of a jar are looked at once; the
 * models found are kept in a file of the user's cache folder, named by the jar's SHA-256.
 *
 * <p>A file has the number of models (4 bytes), then each one's length (4 bytes) and bytes. One that is damaged, or that
 * another version wrote, is made anew. A cache that can't be written is done without.
 */
final class ScannedJars {
    private final Path folder;

    ScannedJars(PackageCache cache) {
        this.folder = cache.root().resolve("cores");
    }

    /**
     * The modules of a jar.
     *
     * @throws dev.loanword.export.check.ExportException if something in it can't be exported
     * @throws IOException if the jar can't be read
     */
    List<ModuleModel> modules(Path jar) throws IOException {
        Path kept = folder.resolve(hash(jar) + ".models");
        try {
            return read(kept);
        } catch (IOException missingOrDamaged) {
            List<ModuleModel> modules = Exports.inJar(jar);
            keep(modules, kept);
            return modules;
        }
    }

    private static List<ModuleModel> read(Path file) throws IOException {
        try (DataInputStream source = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = source.readInt();
            List<ModuleModel> modules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int length = source.readInt();
                byte[] model = source.readNBytes(Math.max(0, length));
                if (model.length != length) {
                    throw new EOFException(file + " ends too early");
                }
                modules.add(ModelFile.read(new ByteArrayInputStream(model)));
            }
            if (count <= 0 || source.read() >= 0) {
                throw new ModelFormatException(file + " has " + count + " models and something else");
            }
            return modules;
        }
    }

    private void keep(List<ModuleModel> modules, Path file) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, ".", ".draft");
            try {
                write(modules, draft);
                // Others see the old file or the new one, never a part.
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException notKept) {
            // The next start looks at the class files again, which is slower and not wrong.
        }
    }

    private static void write(List<ModuleModel> modules, Path file) throws IOException {
        try (DataOutputStream target = new DataOutputStream(Files.newOutputStream(file))) {
            target.writeInt(modules.size());
            for (ModuleModel module : modules) {
                ByteArrayOutputStream model = new ByteArrayOutputStream();
                ModelFile.write(module, model);
                target.writeInt(model.size());
                model.writeTo(target);
            }
        }
    }

    /** The hash of the jar, and of the jar of the checks, whose other versions may find something else. */
    private static String hash(Path jar) throws IOException {
        try (DigestOutputStream hash = new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            copy(jar, hash);
            Path checks = Path.of(Exports.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(checks)) {
                copy(checks, hash);
            }
            return HexFormat.of().formatHex(hash.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException | URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void copy(Path file, OutputStream target) throws IOException {
        try (InputStream source = Files.newInputStream(file)) {
            source.transferTo(target);
        }
    }
}
