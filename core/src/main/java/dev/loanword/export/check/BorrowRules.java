package dev.loanword.export.check;

import dev.loanword.export.declaration.Marking;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.UnsupportedFormatException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@link dev.loanword.export.Borrow} may say: no demand that is unknown, and none that no buffer could meet. */
final class BorrowRules {
    private static final List<String> TYPES =
            List.of("bytes", "bytearray", "memoryview", "array.array", "mmap.mmap", "loanword.Buffer");
    /** Those whose elements are always unsigned bytes. */
    private static final Set<String> OF_BYTES = Set.of("bytes", "bytearray", "mmap.mmap");
    /** Those that always have one dimension. */
    private static final Set<String> OF_ONE_DIMENSION = Set.of("bytes", "bytearray", "mmap.mmap", "array.array");
    private static final ElementType BYTE = ElementType.parse("B");

    private BorrowRules() {}

    /** Returns what is wrong with an annotation; empty if nothing is. The words go on from the parameter's name. */
    static Optional<String> problem(Marking.Borrow borrow) {
        return unknown(borrow).or(() -> contradiction(borrow));
    }

    private static Optional<String> unknown(Marking.Borrow borrow) {
        if (!borrow.format().isEmpty()) {
            try {
                ElementType.parse(borrow.format());
            } catch (UnsupportedFormatException unknown) {
                return Optional.of(" has @Borrow(format = \"" + borrow.format() + "\"): " + unknown.getMessage());
            }
        }
        if (borrow.dimensions() < -1) {
            return Optional.of(" has @Borrow(dimensions = " + borrow.dimensions() + "); give 0 or more, or -1 for any number");
        }
        return borrow.types().stream().filter(type -> !TYPES.contains(type)).findFirst().map(type ->
                " has \"" + type + "\" among the types of @Borrow; choose from " + String.join(", ", TYPES));
    }

    private static Optional<String> contradiction(Marking.Borrow borrow) {
        for (String type : borrow.types()) {
            if (borrow.access() == Access.EXCLUSIVE && type.equals("bytes")) {
                return Optional.of(" is borrowed EXCLUSIVE, to be written, and takes \"bytes\", which are read-only; leave"
                        + " \"bytes\" out of the types, or borrow SHARED");
            }
            if (!borrow.format().isEmpty() && OF_BYTES.contains(type) && !BYTE.sameMemory(ElementType.parse(borrow.format()))) {
                return Optional.of(" has @Borrow(format = \"" + borrow.format() + "\") and takes \"" + type
                        + "\", whose elements are always 'B'; leave \"" + type + "\" out of the types, or the format");
            }
            if (borrow.dimensions() >= 0 && borrow.dimensions() != 1 && OF_ONE_DIMENSION.contains(type)) {
                return Optional.of(" has @Borrow(dimensions = " + borrow.dimensions() + ") and takes \"" + type
                        + "\", which always has 1; leave \"" + type + "\" out of the types, or the dimensions");
            }
        }
        return Optional.empty();
    }
}
