package dev.loanword.python.graalpy;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Calls the C functions by which DLPack and Arrow give structures back: {@code void f(void *structure)}. */
final class NativeCallback {

    private NativeCallback() {}

    /** The way to call one, made when the first structure is taken. */
    private static final class Function {
        static final MethodHandle HANDLE = handle();

        @SuppressWarnings("restricted")
        private static MethodHandle handle() {
            // SAFETY: the descriptor is that of the deleter of a DLPack tensor and of Arrow's release functions.
            return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
        }
    }

    /**
     * Calls a function with a structure. Needs the GIL, since the function may be Python's.
     *
     * @param function its address; nothing is called for 0
     */
    static void call(long function, long structure) {
        if (function == 0) {
            return;
        }
        try {
            Function.HANDLE.invokeExact(MemorySegment.ofAddress(function), structure);
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
