package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.capsule.PyCapsule;
import com.oracle.graal.python.builtins.objects.cext.common.CArrayWrappers.CByteArrayWrapper;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The name of a kind of capsules, by which C code tells what one points to. Lives as long as the process. */
final class CapsuleName {

    private final byte[] text;
    private final Long address;

    CapsuleName(String name) {
        text = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        address = Arena.global().allocateFrom(ValueLayout.JAVA_BYTE, text).address();
    }

    /** The address of the zero-terminated name, as GraalPy keeps it in a capsule: always this one object. */
    Long address() {
        return address;
    }

    /** Whether a capsule has this name. */
    boolean isOf(PyCapsule capsule) {
        return switch (capsule.getNamePtr()) {
            case null -> false;
            case CByteArrayWrapper onTheHeap -> is(MemorySegment.ofArray(onTheHeap.getByteArray()));
            case Object pointer -> is(at(Borrower.address(null, pointer)));
        };
    }

    @SuppressWarnings("restricted")
    private static MemorySegment at(long address) {
        // SAFETY: the name of a capsule is a zero-terminated string, which is read as far as its first other byte.
        return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE);
    }

    private boolean is(MemorySegment name) {
        for (int i = 0; i < text.length; i++) {
            // An array need not have the terminating zero.
            byte found = i < name.byteSize() ? name.get(ValueLayout.JAVA_BYTE, i) : 0;
            if (found != text[i]) {
                return false;
            }
        }
        return true;
    }
}
