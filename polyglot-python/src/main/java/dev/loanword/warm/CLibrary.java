package dev.loanword.warm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The calls of the C library that Java has no words for: descriptors over a Unix domain socket, and the state that all threads
 * of a process share. For 64-bit Linux.
 *
 * <p>All functions are called as if they took and gave {@code long}: the calling conventions of x86-64 and aarch64 pass each
 * integer and pointer in a register of 64 bits and let the callee look at what it needs. One form of call is all that the client
 * has to make ready, and that is most of its start.
 */
final class CLibrary {
    /** How much of a result is the C function's: an {@code int} leaves the upper half of the register undefined. */
    private static final int FAILED = -1;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** {@code struct sockaddr_un}: a short and a path. */
    private static final int ADDRESS_BYTES = 110;
    /** The longest path of a socket, without the zero at its end. */
    static final int LONGEST_PATH = 107;

    private static final int INT = Integer.BYTES;
    /** {@code struct cmsghdr}: length, level, type. */
    private static final int CONTROL_HEADER = 16;
    /** {@code struct msghdr} and one {@code struct iovec}. */
    private static final int MESSAGE_BYTES = 56;
    private static final int VECTOR_BYTES = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO = Linker.Option.captureStateLayout().varHandle(
            java.lang.foreign.MemoryLayout.PathElement.groupElement("errno"));
    @SuppressWarnings("restricted") // what is called, and with what, is checked at each call below
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private CLibrary() {}

    /** The function's result, sign-extended from its lower half. */
    private static int call(String function, long a, long b, long c) throws IOException {
        return call(function, a, b, c, true);
    }

    private static int call(String function, long a, long b, long c, boolean mayFail) throws IOException {
        MemorySegment symbol = LINKER.defaultLookup()
                .find(function)
                .orElseThrow(() -> new IOException("the C library has no " + function));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            // SAFETY: each caller below names a function of at most three integer or pointer arguments, and the pointers are to
            // memory of an open arena that is as large as the function reads or writes.
            int result = (int) (long) CALL.invokeExact(symbol, state, a, b, c);
            if (mayFail && result == FAILED) {
                throw new FailedCallException(function, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C function throws no Java exception; please report this", impossible);
        }
    }

    /** A call that the operating system refused. */
    static final class FailedCallException extends IOException {
        private static final long serialVersionUID = 1L;
        private static final int INTERRUPTED = 4;
        private static final int CONNECTION_RESET = 104;

        private final int error;

        FailedCallException(String function, int error) {
            super(function + " failed, errno " + error);
            this.error = error;
        }

        boolean wasInterrupted() {
            return error == INTERRUPTED;
        }

        /** Whether the other side ended without reading all that was sent to it. */
        boolean isEndOfConversation() {
            return error == CONNECTION_RESET;
        }
    }

    /** A new stream socket of the Unix domain; programs that are started do not inherit it. */
    static int socket() throws IOException {
        return call("socket", AF_UNIX, SOCK_STREAM_CLOEXEC, 0);
    }

    static void connect(int socket, String path) throws IOException {
        withAddress("connect", socket, path);
    }

    static void bind(int socket, String path) throws IOException {
        withAddress("bind", socket, path);
    }

    private static void withAddress(String function, int socket, String path) throws IOException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_PATH) {
            throw new IOException("a socket's path may have " + LONGEST_PATH + " bytes, and this has " + bytes.length + ": " + path);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS_BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, bytes.length);
            call(function, socket, address.address(), ADDRESS_BYTES);
        }
    }

    static void listen(int socket, int waiting) throws IOException {
        call("listen", socket, waiting, 0);
    }

    /** Waits for a client. */
    static int accept(int socket) throws IOException {
        while (true) {
            try {
                int connection = call("accept", socket, 0, 0);
                // Between the two calls no program is started: the host starts none while it waits.
                closeOnExec(connection);
                return connection;
            } catch (FailedCallException failure) {
                if (!failure.wasInterrupted()) {
                    throw failure;
                }
            }
        }
    }

    private static void closeOnExec(int descriptor) throws IOException {
        int setFlags = 2;
        int closeOnExec = 1;
        call("fcntl", descriptor, setFlags, closeOnExec);
    }

    static void close(int descriptor) {
        try {
            call("close", descriptor, 0, 0);
        } catch (IOException closedAlready) {
            // Nothing is left to do.
        }
    }

    /** Reads some bytes; 0 at the end. */
    static int read(int descriptor, byte[] target, int offset) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(target.length - offset);
            while (true) {
                try {
                    int count = call("read", descriptor, buffer.address(), buffer.byteSize());
                    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, offset, count);
                    return count;
                } catch (FailedCallException failure) {
                    if (failure.isEndOfConversation()) {
                        return 0;
                    }
                    if (!failure.wasInterrupted()) {
                        throw failure;
                    }
                }
            }
        }
    }

    /** Writes all bytes to a socket. */
    static void write(int socket, byte[] bytes) throws IOException {
        send(socket, bytes, new int[0]);
    }

    /** Writes all bytes to a socket, and with the first of them descriptors. */
    static void send(int socket, byte[] bytes, int[] descriptors) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long sent = 0;
            while (sent < bytes.length) {
                MemorySegment message = message(arena, data.asSlice(sent), sent == 0 ? descriptors.length : 0);
                if (sent == 0 && descriptors.length > 0) {
                    MemorySegment.copy(
                            descriptors, 0, control(message, arena), ValueLayout.JAVA_INT, CONTROL_HEADER, descriptors.length);
                }
                try {
                    sent += call("sendmsg", socket, message.address(), MSG_NOSIGNAL);
                } catch (FailedCallException failure) {
                    if (!failure.wasInterrupted()) {
                        throw failure;
                    }
                }
            }
        }
    }

    /**
     * Reads one byte, and the descriptors that came with it. Programs that are started do not inherit them.
     *
     * @param count how many are expected
     * @return the descriptors; none if another number came, and those are closed
     */
    static int[] receive(int socket, int count) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = message(arena, arena.allocate(1), count);
            int bytes = call("recvmsg", socket, message.address(), MSG_CMSG_CLOEXEC);
            MemorySegment control = control(message, arena);
            long length = message.get(ValueLayout.JAVA_LONG, 40);
            boolean rights = bytes == 1
                    && length >= CONTROL_HEADER
                    && control.get(ValueLayout.JAVA_INT, 8) == SOL_SOCKET
                    && control.get(ValueLayout.JAVA_INT, 12) == SCM_RIGHTS;
            if (!rights) {
                return new int[0];
            }
            int received = (int) (control.get(ValueLayout.JAVA_LONG, 0) - CONTROL_HEADER) / INT;
            int[] descriptors = control.asSlice(CONTROL_HEADER, (long) received * INT).toArray(ValueLayout.JAVA_INT);
            if (received == count) {
                return descriptors;
            }
            for (int descriptor : descriptors) {
                close(descriptor);
            }
            return new int[0];
        }
    }

    /** A {@code struct msghdr} over data, with room for descriptors. */
    private static MemorySegment message(Arena arena, MemorySegment data, int descriptors) {
        MemorySegment message = arena.allocate(MESSAGE_BYTES, Long.BYTES);
        MemorySegment vector = arena.allocate(VECTOR_BYTES, Long.BYTES);
        vector.set(ValueLayout.JAVA_LONG, 0, data.address());
        vector.set(ValueLayout.JAVA_LONG, 8, data.byteSize());
        message.set(ValueLayout.JAVA_LONG, 16, vector.address());
        message.set(ValueLayout.JAVA_LONG, 24, 1);
        if (descriptors > 0) {
            long used = CONTROL_HEADER + (long) descriptors * INT;
            MemorySegment control = arena.allocate((used + Long.BYTES - 1) / Long.BYTES * Long.BYTES, Long.BYTES);
            control.set(ValueLayout.JAVA_LONG, 0, used);
            control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
            control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
            message.set(ValueLayout.JAVA_LONG, 32, control.address());
            message.set(ValueLayout.JAVA_LONG, 40, control.byteSize());
        }
        return message;
    }

    @SuppressWarnings("restricted") // see SAFETY
    private static MemorySegment control(MemorySegment message, Arena arena) {
        // SAFETY: message() allocated this block in the same arena, with this size.
        return MemorySegment.ofAddress(message.get(ValueLayout.JAVA_LONG, 32))
                .reinterpret(message.get(ValueLayout.JAVA_LONG, 40), arena, null);
    }

    /** The user id of the process at the other end of a socket, as it was when it connected. */
    @SuppressWarnings("restricted") // see SAFETY
    static int peer(int socket) throws IOException {
        int peerCredentials = 17;
        int userOffset = 4;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(12, INT);
            MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, 12);
            MethodHandle getsockopt = LINKER.downcallHandle(
                    LINKER.defaultLookup().find("getsockopt").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS));
            // SAFETY: struct ucred is three ints, and the size says so.
            int result = (int) getsockopt.invokeExact(socket, SOL_SOCKET, peerCredentials, credentials, size);
            if (result == FAILED) {
                throw new IOException("the operating system does not tell who is at the other end of the socket");
            }
            return credentials.get(ValueLayout.JAVA_INT, userOffset);
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a C function throws no Java exception; please report this", impossible);
        }
    }

    /** The user id that this process acts as. */
    static int user() throws IOException {
        return call("geteuid", 0, 0, 0, false);
    }

    /** Sends a signal to this process, where it does what it would do from outside. */
    static void signalThisProcess(int signal) throws IOException {
        call("kill", ProcessHandle.current().pid(), signal, 0);
    }

    /** Makes one descriptor mean what another means. */
    static void duplicate(int from, int to) throws IOException {
        call("dup2", from, to, 0);
    }

    /** Opens a file to write to its end; programs that are started inherit it. */
    static int openToAppend(String path) throws IOException {
        int writeOnlyCreateAppend = 1 | 0x40 | 0x400;
        return open(path, writeOnlyCreateAppend);
    }

    /** Opens the file that is always empty. */
    static int openNothing() throws IOException {
        return open("/dev/null", 0);
    }

    private static int open(String path, int flags) throws IOException {
        int ownerOnly = 0600;
        try (Arena arena = Arena.ofConfined()) {
            return call("open", arena.allocateFrom(path).address(), flags, ownerOnly);
        }
    }

    /** Changes the working directory of the process. What Java resolves itself stays relative to the one it was started in. */
    static void changeDirectory(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call("chdir", arena.allocateFrom(path).address(), 0, 0);
        }
    }

    /** Sets the mask of permissions for new files. */
    static void setMask(int mask) throws IOException {
        call("umask", mask, 0, 0);
    }

    /** Leaves the terminal and the process group of whoever started this process. */
    static void newSession() throws IOException {
        call("setsid", 0, 0, 0);
    }

    /** Replaces the environment that C code and new processes see; Java's own copy stays. */
    static void setEnvironment(Map<String, String> environment) throws IOException {
        call("clearenv", 0, 0, 0);
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                call(
                        "setenv",
                        arena.allocateFrom(variable.getKey()).address(),
                        arena.allocateFrom(variable.getValue()).address(),
                        1);
            }
        }
    }

    /** Turns this process into another program, which keeps the process's number, descriptors and working directory. */
    static void execute(String path, List<String> command, Map<String, String> environment) throws IOException {
        List<String> variables = new ArrayList<>();
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        try (Arena arena = Arena.ofConfined()) {
            call(
                    "execve",
                    arena.allocateFrom(path).address(),
                    strings(command, arena).address(),
                    strings(variables, arena).address());
        }
    }

    /** An array of pointers to strings, with a null pointer at its end. */
    private static MemorySegment strings(List<String> texts, Arena arena) {
        MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            pointers.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return pointers;
    }
}
