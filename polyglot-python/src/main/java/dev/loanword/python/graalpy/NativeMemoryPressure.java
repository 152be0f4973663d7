package dev.loanword.python.graalpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Says when to have the collector run because borrowed native arrays have piled up. To Java each is a few bytes, however large
 * its memory is, so that a loop over temporary arrays would fill the machine before Java saw a reason to collect.
 *
 * <p>Only large arrays are counted, by the addresses of their memory: those that pile up have different ones. When so much has
 * been seen that it could matter, the resident memory of the process decides. Where the system does not tell it, collections
 * come at larger distances.
 */
final class NativeMemoryPressure {

    private static final long MIB = 1 << 20;
    private static final long SMALLEST = MIB / 8;
    private static final long LOOK_AFTER = 64 * MIB;
    private static final long GROWTH = 160 * MIB;
    private static final long COLLECT_BLINDLY_AFTER = 1024 * MIB;
    private static final Path MEMORY_OF_PROCESS = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private static volatile boolean highSomewhere;

    private final Set<Long> seen = new HashSet<>();
    private long sinceLook;
    private long sinceCollection;
    /** Resident bytes after the last collection, negative while they are not known. */
    private long least = -1;
    private boolean high;

    /** Whether any host has a reason to collect; read after each call, so that the usual case costs nothing. */
    static boolean isHighSomewhere() {
        return highSomewhere;
    }

    /** Whether to collect, asked once for each time that it is. */
    boolean takeIsHigh() {
        boolean taken = high;
        high = false;
        if (taken) {
            highSomewhere = false;
        }
        return taken;
    }

    /** Counts a borrow of memory at an address. Needs the GIL. */
    void borrowed(long address, long bytes) {
        if (bytes < SMALLEST || !seen.add(address)) {
            return;
        }
        sinceLook += bytes;
        sinceCollection += bytes;
        if (sinceLook >= LOOK_AFTER) {
            look();
        }
    }

    private void look() {
        sinceLook = 0;
        seen.clear();
        long resident = residentBytes();
        if (least < 0 || resident < least) {
            least = resident;
        }
        if (resident == 0 ? sinceCollection >= COLLECT_BLINDLY_AFTER : resident - least >= GROWTH) {
            sinceCollection = 0;
            // The next look shows what a collection leaves.
            least = -1;
            high = true;
            highSomewhere = true;
        }
    }

    private static long residentBytes() {
        try {
            return Long.parseLong(Files.readString(MEMORY_OF_PROCESS).split(" ")[1]) * PAGE;
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
