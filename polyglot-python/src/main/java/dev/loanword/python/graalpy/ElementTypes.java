package dev.loanword.python.graalpy;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Finds element types by kind and size, as protocols other than the buffer protocol spell them. */
final class ElementTypes {

    private static final List<ElementType> NUMBERS = List.of(
            ElementType.BOOL,
            ElementType.INT8,
            ElementType.UINT8,
            ElementType.INT16,
            ElementType.UINT16,
            ElementType.INT32,
            ElementType.UINT32,
            ElementType.INT64,
            ElementType.UINT64,
            ElementType.FLOAT16,
            ElementType.FLOAT32,
            ElementType.FLOAT64);

    private ElementTypes() {}

    /**
     * The number type, or bool, of a kind and a size.
     *
     * @param size in bytes
     */
    static Optional<ElementType> of(Kind kind, long size, ByteOrder order) {
        return NUMBERS.stream()
                .filter(type -> type.kind() == kind && type.size() == size)
                .findFirst()
                .map(type -> type.withOrder(order));
    }
}
