package bad;

import dev.loanword.export.Borrow;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;

@PyModule
public final class Borrows {
    @PyFunction
    public static void unknown(
            @Borrow String first,
            @Borrow(format = "ii") BorrowedBuffer second,
            @Borrow(dimensions = -2) BorrowedBuffer third,
            @Borrow(types = {"bytes", "str"}) BorrowedBuffer fourth) {}

    @PyFunction
    public static void writesBytes(
            @Borrow(value = Access.EXCLUSIVE, types = "bytes") BorrowedBuffer first,
            @Borrow(value = Access.EXCLUSIVE, types = {"bytearray", "bytes"}) BorrowedBuffer second) {}

    @PyFunction
    public static void bytesOfAnotherType(
            @Borrow(format = "d", types = "bytearray") BorrowedBuffer first,
            @Borrow(format = "b", types = {"array.array", "mmap.mmap"}) BorrowedBuffer second) {}

    @PyFunction
    public static void bytesOfSeveralDimensions(
            @Borrow(dimensions = 2, types = {"memoryview", "array.array"}) BorrowedBuffer first,
            @Borrow(dimensions = 0, types = "bytes") BorrowedBuffer second) {}

    @PyFunction
    public static void possible(
            @Borrow(value = Access.EXCLUSIVE, types = {"bytearray", "mmap.mmap"}) BorrowedBuffer first,
            @Borrow(format = "B", dimensions = 1, types = "bytes") BorrowedBuffer second,
            @Borrow(format = "d", dimensions = 2, types = {"memoryview", "loanword.Buffer"}) BorrowedBuffer third) {}
}
