package dev.loanword.python;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The process that a program belongs to, where that is not the one of this JVM: one that waits for the program, as clients of a warm
 * host do. Descriptors 0, 1 and 2, the working directory and the environment of the C library are this JVM's own, and whoever runs the
 * program has seen to them.
 *
 * @param environment what the program finds in {@code os.environ}
 * @param folder the working directory, absolute
 * @param pid what {@code os.getpid()} gives
 * @param parent what {@code os.getppid()} gives
 * @param control tells the process what the program does
 */
public record ProgramProcess(Map<String, String> environment, Path folder, long pid, long parent, Control control) {

    public ProgramProcess {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(control, "control");
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("the working directory must be absolute, and this is not: " + folder);
        }
    }

    /** What a program does to its process. */
    public interface Control {
        /** Ends the program at once, as {@code os._exit} does. Does not return. */
        void exit(int status);

        /** The program has set a handler for a signal; from now on the process hands it on. */
        void watch(int signal);

        /** The program can't run in this JVM; nothing of it has run. Does not return. */
        void decline(String reason);

        /** Java classes of the user's own are about to be loaded for the program; what they change is no host's to see. */
        void loadsClasses();

        /** The program is about to load native modules, which stay in the process that it runs in. */
        void loadsNativeModules();
    }
}
