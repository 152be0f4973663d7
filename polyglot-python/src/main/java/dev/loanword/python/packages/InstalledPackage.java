package dev.loanword.python.packages;

import java.util.Locale;

/**
 * One package of an environment.
 *
 * @param name as its authors write it
 * @param version its version
 * @param origin SHA-256 of the archive that it comes from, or its address
 */
public record InstalledPackage(String name, String version, String origin) {

    static InstalledPackage read(String line) {
        String[] fields = line.split("\t");
        return new InstalledPackage(fields[0], fields[1], fields[2]);
    }

    String line() {
        return String.join("\t", name, version, origin);
    }

    /** Whether a name names this package: case does not count, and {@code -}, {@code _} and {@code .} are the same. */
    boolean isNamed(String other) {
        return normalized(name).equals(normalized(other));
    }

    private static String normalized(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
