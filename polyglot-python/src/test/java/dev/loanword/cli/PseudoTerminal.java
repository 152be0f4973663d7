package dev.loanword.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A pseudo-terminal of Linux: a program runs at its one end, a test types and looks at the other. */
@SuppressWarnings("restricted") // it calls the C library
final class PseudoTerminal implements AutoCloseable {
    private static final int READ_AND_WRITE = 2;
    private static final int NOT_MY_TERMINAL = 0x100;
    private static final long SET_WINDOW_SIZE = 0x5414;
    private static final int BUFFER = 8192;

    private static final MethodHandle OPEN = function("posix_openpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle GRANT = function("grantpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle UNLOCK = function("unlockpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle NAME = function("ptsname", ADDRESS, JAVA_INT);
    private static final MethodHandle READ = function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle CONTROL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));

    private final int descriptor;

    PseudoTerminal(int columns, int rows) {
        descriptor = (int) call(OPEN, READ_AND_WRITE | NOT_MY_TERMINAL);
        call(GRANT, descriptor);
        call(UNLOCK, descriptor);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocateFrom(JAVA_SHORT, (short) rows, (short) columns, (short) 0, (short) 0);
            call(CONTROL, descriptor, SET_WINDOW_SIZE, size);
        }
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, parameters));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            Object result = function.invokeWithArguments(arguments);
            if (result instanceof Number number && number.longValue() < 0) {
                throw new IllegalStateException("the pseudo-terminal failed: " + number);
            }
            return result;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The program's end, a device. */
    Path device() {
        // SAFETY: ptsname gives a NUL-terminated string in static memory, read before another call can change it.
        MemorySegment name = ((MemorySegment) call(NAME, descriptor)).reinterpret(Long.MAX_VALUE);
        return Path.of(name.getString(0));
    }

    /** What the program wrote, at least one byte; empty once the program is gone. */
    byte[] read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            long count = (long) READ.invokeWithArguments(descriptor, buffer, (long) BUFFER);
            // An error is how Linux says that nobody has the other end any more.
            return count <= 0 ? new byte[0] : buffer.asSlice(0, count).toArray(JAVA_BYTE);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Types. */
    void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            call(WRITE, descriptor, arena.allocateFrom(JAVA_BYTE, bytes), (long) bytes.length);
        }
    }

    @Override
    public void close() {
        call(CLOSE, descriptor);
    }
}
