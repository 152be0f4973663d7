package dev.loanword.lines;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the decompressor for a file. */
public final class Compression {
    /** By the end of the file's name. */
    public static final String INFER = "infer";
    /** As the file is. */
    public static final String NONE = "none";

    private static final String ZSTD = "zstd";
    private static final String ZSTD_SUFFIX = ".zst";

    private Compression() {
    }

    /**
     * The decompressor for a file; empty to read it as it is.
     *
     * @param compression {@link #INFER}, {@link #NONE} or the name of a decompressor
     * @param file the name of the file
     * @throws IllegalArgumentException if there is no such compression
     * @throws UnsupportedOperationException if its decompressor is not on the class path
     */
    public static Optional<Decompressor> of(String compression, String file) {
        return switch (compression) {
            case NONE -> Optional.empty();
            case INFER -> inferred(file);
            default -> Optional.of(named(compression));
        };
    }

    private static Optional<Decompressor> inferred(String file) {
        Optional<Decompressor> found =
                Known.BY_NAME.values().stream().filter(known -> file.endsWith(known.suffix())).findFirst();
        if (found.isEmpty() && file.endsWith(ZSTD_SUFFIX)) {
            throw zstdIsMissing();
        }
        return found;
    }

    private static Decompressor named(String compression) {
        Decompressor found = Known.BY_NAME.get(compression);
        if (found != null) {
            return found;
        }
        if (compression.equals(ZSTD)) {
            throw zstdIsMissing();
        }
        String known = Known.BY_NAME.keySet().stream().map(name -> ", '" + name + "'").collect(Collectors.joining());
        throw new IllegalArgumentException(
                "compression must be one of 'infer', 'none'" + known + "; got '" + compression + "'");
    }

    private static UnsupportedOperationException zstdIsMissing() {
        return new UnsupportedOperationException("zstd is read by the jar loanword-polyglot-python, which is not on the class"
                + " path; add it, or pass compression='none' to read the file as it is");
    }

    /** Those of the class path, found when first needed. */
    private static final class Known {
        static final Map<String, Decompressor> BY_NAME = find();

        private static Map<String, Decompressor> find() {
            Map<String, Decompressor> found = new LinkedHashMap<>();
            Decompressor gzip = new Gzip();
            found.put(gzip.name(), gzip);
            for (Decompressor service : ServiceLoader.load(Decompressor.class, Decompressor.class.getClassLoader())) {
                found.putIfAbsent(service.name(), service);
            }
            return found;
        }
    }
}
