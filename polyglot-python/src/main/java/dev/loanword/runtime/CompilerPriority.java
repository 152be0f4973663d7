package dev.loanword.runtime;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the compilers of this JVM wait behind the program while that starts.
 *
 * <p>Until a program's first line runs, and while it imports NumPy, HotSpot's second compiler and the Graal compiler mostly work on code that this start needs no
 * more when it is ready. On two processors that takes a quarter of the time away from the thread that everybody waits for. So these
 * threads get the lowest priority of the operating system, and their own one again when the program begins. The first compiler keeps its
 * priority: the start runs on its code.
 *
 * <p>Nothing is changed where there are processors enough for all, and where the process may not undo it: on Linux that takes
 * the right {@code CAP_SYS_NICE} or a limit {@code RLIMIT_NICE} of 20, which root has, and ordinary users mostly have not.
 */
public final class CompilerPriority {
    /** With these, each of the threads has one of its own. */
    private static final int ENOUGH_PROCESSORS = 4;

    /** How the operating system names the threads; it cuts names after 15 characters. */
    static final List<String> THREADS = List.of("C2 CompilerThre", "TruffleCompiler");

    private static final Path ALL = Path.of("/proc/self/task");
    private static final long MILLIS_BETWEEN_LOOKS = 25;

    /** The {@code which} of {@code setpriority} that stands for a thread. */
    private static final int PROCESS = 0;

    private static final int THIS_THREAD = 0;
    private static final int LOWEST = 19;

    private final Set<Integer> lowered = new HashSet<>();
    private MethodHandle setPriority;
    private int usual;
    private boolean over;

    private CompilerPriority() {}

    /** Lowers the priorities until {@link #restore}. */
    public static CompilerPriority lowered() {
        CompilerPriority priority = new CompilerPriority();
        priority.lower();
        return priority;
    }

    /** Lowers the priorities, in a thread of its own, until {@link #restore}; again, if need be. */
    public synchronized void lower() {
        over = false;
        if (Runtime.getRuntime().availableProcessors() < ENOUGH_PROCESSORS && Files.isDirectory(ALL)) {
            Thread.ofPlatform().daemon().name("loanword-compiler-priority").start(this::lowerUntilRestored);
        }
    }

    private void lowerUntilRestored() {
        try {
            // The Graal compiler's thread comes with its first work.
            boolean again = mayRestore();
            while (again && lowerThose()) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
        } catch (IOException | InterruptedException unusual) {
            // The start is slower then, and nothing else.
        }
    }

    @SuppressWarnings("restricted") // see SAFETY
    private void bind() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor threeInts =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        FunctionDescriptor twoInts =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        // SAFETY: int setpriority(int, id_t, int) and int getpriority(int, id_t) read their arguments and no memory.
        MethodHandle set = linker.downcallHandle(linker.defaultLookup().findOrThrow("setpriority"), threeInts);
        MethodHandle get = linker.downcallHandle(linker.defaultLookup().findOrThrow("getpriority"), twoInts);
        try {
            usual = (int) get.invokeExact(PROCESS, THIS_THREAD);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C function throws no Java exception; please report this", impossible);
        }
        setPriority = set;
    }

    /** Tries it with the thread that asks, which has nothing to do that could be late. */
    private synchronized boolean mayRestore() {
        if (setPriority == null) {
            bind();
        }
        return set(THIS_THREAD, LOWEST) && set(THIS_THREAD, usual);
    }

    /** Whether to look again. */
    private synchronized boolean lowerThose() throws IOException {
        if (over) {
            return false;
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(ALL)) {
            for (Path thread : threads) {
                int id = Integer.parseInt(thread.getFileName().toString());
                if (!lowered.contains(id) && THREADS.contains(name(thread)) && set(id, LOWEST)) {
                    lowered.add(id);
                }
            }
        }
        return true;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }

    /** Gives the threads the priority of this process again. */
    public synchronized void restore() {
        over = true;
        lowered.forEach(thread -> set(thread, usual));
        lowered.clear();
    }

    private boolean set(int thread, int priority) {
        try {
            return (int) setPriority.invokeExact(PROCESS, thread, priority) == 0;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C function throws no Java exception; please report this", impossible);
        }
    }
}
