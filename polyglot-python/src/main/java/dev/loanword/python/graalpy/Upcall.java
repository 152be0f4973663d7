package dev.loanword.python.graalpy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** C functions that call Java, for as long as the process lives: native code may call one when the host is long gone. */
final class Upcall {

    private Upcall() {}

    /**
     * The C function {@code void f(void *structure)} that calls a static Java method with the address.
     *
     * @param lookup of the class that has the method, which takes a {@code long} and never throws
     */
    @SuppressWarnings("restricted")
    static MemorySegment ofStructure(MethodHandles.Lookup lookup, String method) {
        try {
            // SAFETY: the descriptor is that of the release functions of DLPack and Arrow; the method never throws.
            return Linker.nativeLinker()
                    .upcallStub(
                            lookup.findStatic(lookup.lookupClass(), method, MethodType.methodType(void.class, long.class)),
                            FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG),
                            Arena.global());
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
