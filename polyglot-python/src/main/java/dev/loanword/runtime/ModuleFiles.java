package dev.loanword.runtime;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.classfile.attribute.ModuleResolutionAttribute;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules of the running JDK, as folders of class files that jlink takes. Two attributes of their descriptors are left out.
 * ModuleHashes binds the modules to the very compiler interface that they were built with, and so to a JDK without the compiler.
 * ModuleResolution marks jdk.incubator.vector, which would make the JVM print a warning and keep the module graph out of its
 * caches.
 */
final class ModuleFiles {
    /** The JDK's own stand-ins for the compiler, without its code. */
    private static final String STAND_INS = "jdk.graal.compiler";

    private static final String DESCRIPTOR = "module-info.class";
    private static final Path MODULES = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");

    private ModuleFiles() {}

    /** Writes each module into a folder of its name, and gives the names. */
    static List<String> write(Path target) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(MODULES)) {
            for (Path module : modules) {
                String name = module.getFileName().toString();
                if (!name.startsWith(STAND_INS)) {
                    names.add(name);
                    Files.walkFileTree(module, new Copy(module, target.resolve(name)));
                }
            }
        }
        return names;
    }

    private static byte[] descriptor(byte[] original) {
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(original),
                ClassTransform.dropping(element ->
                        element instanceof ModuleHashesAttribute || element instanceof ModuleResolutionAttribute));
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(target(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            byte[] content = Files.readAllBytes(file);
            boolean top = file.getParent().equals(from);
            Files.write(
                    target(file), top && file.getFileName().toString().equals(DESCRIPTOR) ? descriptor(content) : content);
            return FileVisitResult.CONTINUE;
        }

        private Path target(Path file) {
            return to.resolve(from.relativize(file).toString());
        }
    }
}
