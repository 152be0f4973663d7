package dev.loanword.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the files of a warm host are: a folder that the user alone can enter, with the socket, the lock and the log of each host.
 *
 * <p>A host's name follows from all that it must have in common with a process that it runs programs for, and can't change
 * while it runs: the start (which stands for the JDK, the jars and the JVM's options), the limits that the operating system sets, and
 * the environment variables that Java reads once or that Loanword reads itself. A process in which any of this differs finds no
 * such host, and starts another.
 *
 * @param folder the folder
 * @param name the name of one host in it
 */
record WarmPlace(Path folder, String name) {
    /** The environment variable that names the folder. */
    static final String VARIABLE = "LOANWORD_WARM_FOLDER";

    /** The environment variable that tells a host which of several it is. */
    private static final String NUMBER = "LOANWORD_WARM_NUMBER";

    private static final String SOCKET = ".socket";
    private static final int PERMISSION_BITS = 0777;
    private static final int OWNER_ONLY = 0700;
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");

    /** Environment variables with these beginnings make another host; those of {@link #NOT_KEYS} do not. */
    private static final List<String> KEYS = List.of("LOANWORD_", "LANG", "LC_", "TZ", "PIP_", "NPY_", "NUMPY_");

    private static final List<String> NOT_KEYS = List.of("LOANWORD_START_", "LOANWORD_PACKAGES", "LOANWORD_WARM");

    /**
     * The place of the host for this process.
     *
     * @param start the folder of the start that this process uses
     * @param number which of the hosts that may run at once, from 0
     */
    static WarmPlace ofThisProcess(String start, int number) throws IOException {
        Map<String, String> environment = System.getenv();
        StringBuilder key = new StringBuilder(start);
        Map<String, String> sorted = new TreeMap<>(environment);
        for (Map.Entry<String, String> variable : sorted.entrySet()) {
            if (isKey(variable.getKey())) {
                key.append('\n').append(variable);
            }
        }
        key.append('\n').append(Files.readString(Path.of("/proc/self/limits"), StandardCharsets.ISO_8859_1));
        return new WarmPlace(folder(environment), name(key) + "-" + number);
    }

    /** Which host this process is or asks to be, as its environment says. */
    static int numberOfThisProcess() {
        return Integer.parseInt(System.getenv().getOrDefault(NUMBER, "0"));
    }

    /** The environment of a process that is to be the host of this place, whatever folder it starts in. */
    void describeTo(Map<String, String> environment) {
        environment.put(VARIABLE, folder.toString());
        environment.put(NUMBER, name.substring(name.lastIndexOf('-') + 1));
    }

    /** Another host of the same folder. */
    private WarmPlace other(String otherName) {
        return new WarmPlace(folder, otherName);
    }

    private static boolean isKey(String variable) {
        return startsWithAny(variable, KEYS) && !startsWithAny(variable, NOT_KEYS)
                || variable.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy");
    }

    private static boolean startsWithAny(String text, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** FNV-1a: nothing rests on it but that two hosts of one user differ, and it needs no classes. */
    private static String name(CharSequence key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }

    private static Path folder(Map<String, String> environment) throws IOException {
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        // The folder that the login made for such files, where there is one; it is on no disk and goes with the last session.
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return runtime.startsWith("/")
                ? Path.of(runtime, "loanword")
                : Path.of("/tmp", "loanword-" + CLibrary.user());
    }

    /** The path of the host's socket. */
    Path socket() {
        return folder.resolve(name + SOCKET);
    }

    /** The file that the host locks as long as it lives. */
    Path lock() {
        return folder.resolve(name + ".lock");
    }

    /** What the host has to say to nobody else. */
    Path log() {
        return folder.resolve(name + ".log");
    }

    /** All hosts of the folder that may live. */
    List<WarmPlace> all() throws IOException {
        List<WarmPlace> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            requirePrivate();
            try (DirectoryStream<Path> sockets = Files.newDirectoryStream(folder, "*" + SOCKET)) {
                for (Path socket : sockets) {
                    String file = socket.getFileName().toString();
                    all.add(other(file.substring(0, file.length() - SOCKET.length())));
                }
            }
        }
        return all;
    }

    /** Makes the folder if it is not there. */
    void create() throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        } catch (FileAlreadyExistsException there) {
            // Whose it is, is checked next.
        } catch (FileSystemException failure) {
            throw new IOException("can't make the folder of warm hosts: " + failure, failure);
        }
        requirePrivate();
    }

    /** Closes a folder that this process has just made. */
    void makePrivate() throws IOException {
        Files.setPosixFilePermissions(folder, OWNER_ALONE);
    }

    /**
     * Whoever can write into the folder could answer in the host's place, and be sent the descriptors of programs. So it must be a
     * folder, not a link to one; the user's; and closed to all others.
     */
    void requirePrivate() throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(folder, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
        int user = CLibrary.user();
        int mode = (int) attributes.get("mode") & PERMISSION_BITS;
        if (!(boolean) attributes.get("isDirectory") || (int) attributes.get("uid") != user || mode != OWNER_ONLY) {
            throw new IOException(folder + " must be a folder of user " + user
                    + " that nobody else can enter (mode 700); remove it, or name another one in " + VARIABLE);
        }
    }
}
