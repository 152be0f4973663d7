package dev.loanword.python.graalpy;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.Dlpack.Version;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/**
 * Hands lent memory out by DLPack: {@code np.from_dlpack(buffer)}, and other libraries' functions of the name, are tensors over
 * the very memory. It is in use until the tensor's deleter was called.
 */
final class DlpackExport {

    private static final String WAY_OUT = "; pass np.asarray(x) where that is known";

    private DlpackExport() {}

    /** {@code __dlpack_device__}: the CPU. */
    static Object device() {
        return PFactory.createTuple(PythonLanguage.get(null), new Object[] {Dlpack.CPU, 0});
    }

    /**
     * {@code __dlpack__}, with the arguments that Python's array API standard gives it.
     *
     * @param stream None, as the CPU has no streams
     * @param maxVersion the newest version that the consumer reads, or None for one from before versions were numbered
     * @param device where the consumer wants the tensor: the CPU, or None
     * @param copy True for a tensor over a copy, which the ledger counts
     * @throws RuntimeException a Python {@code BufferError} for what DLPack can't say or Loanword can't do
     */
    static Object capsule(Node node, LentView view, Object stream, Object maxVersion, Object device, Object copy) {
        if (stream != PNone.NONE) {
            throw PythonExceptions.bufferError(node, "memory of the CPU has no streams; leave stream out");
        }
        if (device != PNone.NONE && !isCpu(device)) {
            throw PythonExceptions.bufferError(
                    node, "the memory is the CPU's, device (1, 0), and is not copied to another; leave dl_device out");
        }
        boolean copies = copy != PNone.NONE && PyObjectIsTrueNode.executeUncached(copy);
        LentMemory memory = copies
                ? ArrayExport.copied(node, view, "DLPack tensor over a copy")
                : ArrayProtocols.addressable(node, view, "; lend off-heap memory, or copy it with copy=True");
        Version version = maxVersion != PNone.NONE && items(maxVersion)[0] >= 1 ? Version.VERSION_1 : Version.UNVERSIONED;
        if (version == Version.UNVERSIONED && memory.readOnly()) {
            throw PythonExceptions.bufferError(node, "the " + memory.owner() + " is lent read-only, which DLPack can say from"
                    + " version 1 on; ask with max_version=(1, 0), or for a copy with copy=True");
        }
        MemorySegment managed = managedTensor(node, memory, version, copies);
        // Makes the memory a use of its own from here on.
        managed.set(ValueLayout.JAVA_LONG, version.context, NativeLoan.begin(memory, managed));
        return switch (version) {
            case UNVERSIONED -> Capsules.create(Dlpack.TENSOR, managed, struct -> end(struct, version));
            case VERSION_1 -> Capsules.create(Dlpack.VERSIONED, managed, struct -> end(struct, version));
        };
    }

    private static boolean isCpu(Object device) {
        return Arrays.equals(items(device), new long[] {Dlpack.CPU, 0});
    }

    private static long[] items(Object pair) {
        Object[] items = Sequences.items(pair, () -> new IllegalArgumentException("a tuple of two integers is needed"));
        if (items.length != 2) {
            throw new IllegalArgumentException("a tuple of two integers is needed, got " + items.length + " items");
        }
        return new long[] {Numbers.toIndex(items[0]), Numbers.toIndex(items[1])};
    }

    /** The structure with shape and strides behind it. */
    private static MemorySegment managedTensor(Node node, LentMemory memory, Version version, boolean copied) {
        Layout layout = memory.layout();
        ElementType type = memory.elementType();
        int code = Dlpack.code(type)
                .orElseThrow(() -> PythonExceptions.bufferError(node, "DLPack has no type for elements of " + type + WAY_OUT));
        int dimensions = layout.dimensionCount();
        long lengths = dimensions * (long) Long.BYTES;
        MemorySegment struct = Arena.ofAuto().allocate(version.size + 2 * lengths, Long.BYTES);
        MemorySegment tensor = struct.asSlice(version.tensor);
        MemorySegment shape = struct.asSlice(version.size, lengths);
        MemorySegment strides = struct.asSlice(version.size + lengths, lengths);
        for (int d = 0; d < dimensions; d++) {
            shape.setAtIndex(ValueLayout.JAVA_LONG, d, layout.shape(d));
            strides.setAtIndex(ValueLayout.JAVA_LONG, d, elements(node, layout, d));
        }
        tensor.set(ValueLayout.JAVA_LONG, Dlpack.DATA, memory.segment().address() + memory.origin());
        tensor.set(ValueLayout.JAVA_INT, Dlpack.DEVICE_TYPE, Dlpack.CPU);
        tensor.set(ValueLayout.JAVA_INT, Dlpack.DIMENSION_COUNT, dimensions);
        tensor.set(ValueLayout.JAVA_BYTE, Dlpack.TYPE_CODE, (byte) code);
        tensor.set(ValueLayout.JAVA_BYTE, Dlpack.TYPE_BITS, (byte) (type.size() * Byte.SIZE));
        tensor.set(ValueLayout.JAVA_SHORT, Dlpack.TYPE_LANES, (short) 1);
        tensor.set(ValueLayout.ADDRESS, Dlpack.SHAPE, shape);
        tensor.set(ValueLayout.ADDRESS, Dlpack.STRIDES, strides);
        if (version == Version.VERSION_1) {
            struct.set(ValueLayout.JAVA_INT, Dlpack.MAJOR_VERSION, 1);
            long flags = (memory.readOnly() ? Dlpack.FLAG_READ_ONLY : 0) | (copied ? Dlpack.FLAG_IS_COPIED : 0);
            struct.set(ValueLayout.JAVA_LONG, Dlpack.FLAGS, flags);
        }
        struct.set(ValueLayout.ADDRESS, version.deleter, Deleters.of(version));
        return struct;
    }

    /** A stride in elements, as DLPack counts. One that is never walked may be of any size. */
    private static long elements(Node node, Layout layout, int dimension) {
        long stride = layout.stride(dimension);
        if (stride % layout.itemsize() != 0 && layout.shape(dimension) > 1) {
            throw PythonExceptions.bufferError(node, "DLPack counts strides in elements, and the strides "
                    + Layout.tuple(layout.strides()) + " are no multiples of " + layout.itemsize() + " bytes" + WAY_OUT);
        }
        return stride / layout.itemsize();
    }

    private static void end(MemorySegment struct, Version version) {
        NativeLoan.end(struct.get(ValueLayout.JAVA_LONG, version.context));
    }

    /** The deleters of the process, which consumers call with the address of the structure. */
    private static final class Deleters {

        private static final MemorySegment UNVERSIONED = Upcall.ofStructure(MethodHandles.lookup(), "deleteUnversioned");
        private static final MemorySegment VERSION_1 = Upcall.ofStructure(MethodHandles.lookup(), "deleteVersion1");

        static MemorySegment of(Version version) {
            return version == Version.UNVERSIONED ? UNVERSIONED : VERSION_1;
        }

        @SuppressWarnings("unused") // called by C
        private static void deleteUnversioned(long struct) {
            delete(struct, Version.UNVERSIONED);
        }

        @SuppressWarnings("unused") // called by C
        private static void deleteVersion1(long struct) {
            delete(struct, Version.VERSION_1);
        }

        @SuppressWarnings("restricted")
        private static void delete(long struct, Version version) {
            try {
                // SAFETY: a consumer calls the deleter of a tensor once, with the tensor, which lives until then.
                end(MemorySegment.ofAddress(struct).reinterpret(version.size), version);
            } catch (Throwable none) {
                // No exception may get into C. The memory stays in use, which is safe.
            }
        }
    }
}
