package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.ValueType;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.ViewRegister;
import dev.loanword.python.graalpy.LentBuffers;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Borrowed buffers that Java passes on to a method that Python overrides: a {@code loanword.Buffer} over the same memory, for
 * the time of that call. Needs the GIL.
 *
 * <p>What the method passes back to Java, as {@code super().fill(buffer)} does, is the buffer that Java had borrowed: it is not
 * borrowed a second time, which an exclusive borrow would refuse.
 */
final class PassedBuffers {

    private final Map<Object, BorrowedBuffer> open = new IdentityHashMap<>();

    /**
     * The conversion of a parameter.
     *
     * @param method the overridden method, for the error of a view that is used later
     */
    static ToPython toPython(ValueType.Borrowed type, String method) {
        boolean readOnly = type.access() == Access.SHARED;
        return (scope, value) -> scope.host().exports().passedBuffers().pass(scope, (BorrowedBuffer) value, readOnly, method);
    }

    private Object pass(CallScope scope, BorrowedBuffer buffer, boolean readOnly, String method) {
        String owner = "argument of " + method + "()";
        ViewRegister views = ViewRegister.ofCollected(owner);
        LentMemory memory = new LentMemory(
                buffer.stridedSegment(),
                buffer.origin(),
                buffer.elementType(),
                buffer.layout(),
                readOnly || buffer.isReadOnly(),
                owner,
                views);
        Object passed = LentBuffers.lend(scope.node(), memory, false);
        open.put(passed, buffer);
        scope.closeLater(() -> {
            open.remove(passed);
            views.forceClose();
        });
        return passed;
    }

    /** The buffer that was passed as an object, while the call runs that it was passed to; else {@code null}. */
    BorrowedBuffer of(Object passed) {
        return open.isEmpty() ? null : open.get(passed);
    }
}
