package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.ValueType;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.ElementType;
import dev.loanword.python.graalpy.PythonExceptions;
import java.util.List;

/** Borrows a Python buffer for a call, after all that the parameter demands of it was checked. */
final class BorrowConversion {

    private BorrowConversion() {}

    static FromPython of(ValueType.Borrowed type) {
        Access access = type.access();
        List<String> types = type.types();
        BufferRequirement requirement = requirement(type);
        return (scope, place, value) -> {
            if (!types.isEmpty() && !Buffers.isOneOf(value, types)) {
                throw PythonExceptions.typeError(scope.node(), "expected " + String.join(" or ", types));
            }
            BorrowedBuffer passed = scope.host().exports().passedBuffers().of(value);
            BorrowedBuffer buffer = passed != null ? passed : scope.borrow(value, access, place);
            requirement.check(place.function(), buffer);
            return buffer;
        };
    }

    /** What a parameter demands of a buffer. */
    static BufferRequirement requirement(ValueType.Borrowed type) {
        return new BufferRequirement(
                type.format().isEmpty() ? null : ElementType.parse(type.format()),
                type.dimensions(),
                type.contiguous(),
                type.access() == Access.EXCLUSIVE);
    }
}
