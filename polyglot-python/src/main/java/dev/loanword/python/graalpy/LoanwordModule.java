package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes.ToArrayNode;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.builtins.objects.module.PythonModule;
import com.oracle.graal.python.builtins.objects.str.PString;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.StridedCopy;
import dev.loanword.memory.ViewRegister;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Python module {@code loanword}: the toolkit as scripts see it. */
final class LoanwordModule {

    private static final String NAME = "loanword";

    private LoanwordModule() {}

    /** Makes the module in the entered context. */
    static PythonModule create() {
        PythonModule module = PythonModules.create(
                NAME, "Java memory in Python, without a copy: lent buffers, mapped files, and the copy ledger.");
        PythonModules.add(module, "Buffer", HostState.of(null).bufferType());
        PythonModules.add(module, "BorrowError", HostState.of(null).errors().borrowError());
        PythonModules.add(module, "CopyError", HostState.of(null).errors().copyError());
        PythonModules.add(module, "JavaIterator", HostState.of(null).iteratorType());
        PythonModules.add(module, "JavaThrowable", HostState.of(null).throwableType());
        PythonModules.add(module, "no_copies", NoCopies.createType());
        PythonModules.addFunctions(
                module,
                NAME,
                NAME,
                List.of(
                        Builtin.outlined(
                                        "zeros",
                                        List.of("module", "shape", "format"),
                                        """
                                        New writable memory that Java owns, off its heap, as a Buffer full of zeros.

                                        shape is a length or a tuple of lengths, format a struct typecode. It is freed
                                        when nothing looks at it any more.""",
                                        (node, args) -> zeros(node, lengths(args[1]), elementType(node, args[2])))
                                .withDefaults(Text.python("d")),
                        Builtin.outlined(
                                "copy_of",
                                List.of("module", "obj"),
                                """
                                A copy of any buffer in new writable memory that Java owns, off its heap.

                                The element type and the shape stay; bytes become format 'B', and a record, such as a ctypes
                                structure, its bytes in one more dimension.""",
                                (node, args) -> copyOf(node, args[1])),
                        Builtin.outlined(
                                        "map_file",
                                        List.of("module", "path", "mode", "format", "shape"),
                                        """
                                        Maps a file into memory, as a Buffer. Nothing is read until it is touched.

                                        mode 'r' maps it read-only, 'r+' writable: what is written goes to the file.
                                        format is a struct typecode; without a shape the file is one dimension of as
                                        many elements as it holds. The file must not shrink while it is mapped.""",
                                        LoanwordModule::mapFile)
                                .withDefaults(Text.python("r"), Text.python("B"), PNone.NONE),
                        Builtin.outlined(
                                "ledger",
                                List.of("module"),
                                """
                                What crossed the boundary so far, as a dict.

                                borrows and lends count buffers, borrowed_bytes and lent_bytes the bytes in them, none
                                of which was copied; copied_bytes counts the copies, copied_by_reason says why.""",
                                (node, args) -> ledger(HostState.of(node).ledger().totals()))));
        return module;
    }

    private static Object mapFile(Node node, Object[] arguments) throws IOException {
        Path path = Paths.of(arguments[1]);
        String mode = arguments[2].toString();
        if (!mode.equals("r") && !mode.equals("r+")) {
            throw PythonExceptions.valueError(node, "mode must be 'r' or 'r+', got '" + mode + "'");
        }
        ElementType type = elementType(node, arguments[3]);
        long[] shape = shape(arguments[4]);
        boolean writable = mode.equals("r+");
        Arena arena = Arena.ofShared();
        MemorySegment segment;
        Layout layout;
        try {
            segment = HostState.of(node).files().map(path, writable, arena);
            layout = layout(segment.byteSize(), type, shape);
        } catch (Throwable refused) {
            arena.close();
            throw refused;
        }
        // From here on the register closes the arena, and nobody else may.
        String owner = "mapped file '" + path + "'";
        ViewRegister views = ViewRegister.ofArena(owner, arena);
        return LentBuffers.lend(node, new LentMemory(segment, 0, type, layout, !writable, owner, views), false);
    }

    private static Object zeros(Node node, long[] shape, ElementType type) {
        return LentBuffers.lend(node, allocate(node, type, Layout.contiguous(type.size(), shape)), false);
    }

    private static Object copyOf(Node node, Object exporter) {
        try (Source reading = Source.of(node, exporter, "copy_of")) {
            BorrowedBuffer source = reading.buffer();
            HostState.of(node).ledger().copy(source.layout().byteCount(), "copy_of");
            ElementType type = source.elementType();
            LentMemory copy = allocate(node, type, Layout.contiguous(type.size(), source.layout().shape()));
            StridedCopy.gather(source.stridedSegment(), source.origin(), source.layout(), copy.segment());
            return LentBuffers.lend(node, copy, false);
        }
    }

    /** Memory that the collector frees: nobody closes what a script asked for. */
    static LentMemory allocate(Node node, ElementType type, Layout layout) {
        MemorySegment segment;
        try {
            segment = Arena.ofAuto().allocate(layout.byteCount(), ALIGNMENT);
        } catch (OutOfMemoryError none) {
            throw PythonExceptions.memoryError(node, "no " + layout.byteCount() + " bytes are free off the Java heap for shape "
                    + Layout.tuple(layout.shape()) + " of " + type + "; the limit is -XX:MaxDirectMemorySize");
        }
        // All parts of the memory share the scope and keep it.
        HostState.of(node).memoryPressure().count(segment.scope(), segment.address(), segment.byteSize());
        String owner = "memory of its own";
        return new LentMemory(segment, 0, type, layout, false, owner, ViewRegister.ofCollected(owner));
    }

    private static final long ALIGNMENT = 64;

    /** A shape that may be left out: {@code null} for None, else as {@link #lengths}. */
    static long[] shape(Object value) {
        return value instanceof PNone ? null : lengths(value);
    }

    /**
     * The layout of memory in a shape; {@code null} means one dimension of as many elements as there are.
     *
     * @throws IllegalArgumentException if the shape does not use all bytes
     */
    static Layout layout(long byteSize, ElementType type, long[] shape) {
        if (shape == null) {
            return LentMemory.layout(byteSize, type);
        }
        if (shape.length > 0) {
            return LentMemory.layout(byteSize, type, shape);
        }
        // No dimension at all, one element: LentMemory takes no lengths for no shape.
        LentMemory.layout(byteSize, type, 1);
        return Layout.contiguous(type.size());
    }

    /** An element type as Python gives it: a str with a struct typecode. */
    static ElementType elementType(Node node, Object format) {
        if (!(format instanceof TruffleString || format instanceof PString)) {
            throw PythonExceptions.typeError(node, "format must be a str, such as 'd', not " + TypeNames.of(format));
        }
        return ElementType.parse(format.toString());
    }

    /** A shape as Python gives it: one length, or a sequence of lengths. */
    private static long[] lengths(Object value) {
        if (!(value instanceof PTuple || value instanceof PList)) {
            return new long[] {Numbers.toSize(value)};
        }
        Object[] items = ToArrayNode.executeUncached(
                value instanceof PTuple tuple ? tuple.getSequenceStorage() : ((PList) value).getSequenceStorage());
        long[] shape = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            shape[i] = Numbers.toSize(items[i]);
        }
        return shape;
    }

    private static Object ledger(CopyLedger.Totals totals) {
        PythonLanguage language = PythonLanguage.get(null);
        var reasons = PFactory.createDict(language);
        for (Map.Entry<String, Long> reason : totals.copiedBytes().entrySet()) {
            reasons.setItem(Text.python(reason.getKey()), reason.getValue());
        }
        var result = PFactory.createDict(language);
        result.setItem(Text.python("borrows"), totals.borrows());
        result.setItem(Text.python("borrowed_bytes"), totals.borrowedBytes());
        result.setItem(Text.python("lends"), totals.lends());
        result.setItem(Text.python("lent_bytes"), totals.lentBytes());
        result.setItem(Text.python("copied_bytes"), totals.copied());
        result.setItem(Text.python("copied_by_reason"), reasons);
        return result;
    }
}
