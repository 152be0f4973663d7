package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.capsule.PyCapsule;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import dev.loanword.python.graalpy.Dlpack.Version;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Borrows memory by DLPack: takes the tensor over, and calls its deleter once, when the borrow ends or is refused. */
final class DlpackBorrower {

    private DlpackBorrower() {}

    static void describe(Node node, Offer offer) {
        offer.checkRights(node);
        PythonResource protocols = HostState.of(node).python("memory_protocols");
        Object device = protocols.call("dlpack_device", offer.exporter());
        if (device != PNone.NONE) {
            Object[] items = Sequences.items(device, () -> offer.refused("its __dlpack_device__ gave no tuple"));
            checkDevice(offer, items.length == 0 ? 0 : Numbers.toIndex(items[0]));
        }
        Object given = protocols.call("dlpack", offer.exporter());
        if (!(given instanceof PyCapsule capsule)) {
            throw offer.refused("it gave a '" + TypeNames.of(given) + "' object, not a capsule");
        }
        if (Dlpack.VERSIONED.isOf(capsule)) {
            take(node, offer, capsule, Version.VERSION_1, Dlpack.USED_VERSIONED);
        } else if (Dlpack.TENSOR.isOf(capsule)) {
            take(node, offer, capsule, Version.UNVERSIONED, Dlpack.USED_TENSOR);
        } else if (Dlpack.USED_VERSIONED.isOf(capsule) || Dlpack.USED_TENSOR.isOf(capsule)) {
            throw offer.refused("the tensor in its capsule was taken before; it must give a new one each time");
        } else {
            throw offer.refused("its capsule has another name than 'dltensor_versioned' or 'dltensor'");
        }
    }

    private static void take(Node node, Offer offer, PyCapsule capsule, Version version, CapsuleName used) {
        MemorySegment managed = at(Borrower.address(node, capsule.getPointer()), version.size);
        // From here on the tensor is ours: its deleter is to be called by the borrow, whatever happens.
        capsule.setNamePtr(used.address());
        offer.borrow().releaseLater(() ->
                NativeCallback.call(managed.get(ValueLayout.JAVA_LONG, version.deleter), managed.address()));
        boolean readOnly = true;
        if (version == Version.VERSION_1) {
            int major = managed.get(ValueLayout.JAVA_INT, Dlpack.MAJOR_VERSION);
            if (major != 1) {
                throw offer.refused("its tensor is of version " + Integer.toUnsignedString(major)
                        + ", of which nothing is known here; version 1 was asked for");
            }
            readOnly = (managed.get(ValueLayout.JAVA_LONG, Dlpack.FLAGS) & Dlpack.FLAG_READ_ONLY) != 0;
        }
        describe(offer, managed.asSlice(version.tensor), readOnly);
    }

    private static void describe(Offer offer, MemorySegment tensor, boolean readOnly) {
        checkDevice(offer, tensor.get(ValueLayout.JAVA_INT, Dlpack.DEVICE_TYPE));
        int code = Byte.toUnsignedInt(tensor.get(ValueLayout.JAVA_BYTE, Dlpack.TYPE_CODE));
        int bits = Byte.toUnsignedInt(tensor.get(ValueLayout.JAVA_BYTE, Dlpack.TYPE_BITS));
        int lanes = Short.toUnsignedInt(tensor.get(ValueLayout.JAVA_SHORT, Dlpack.TYPE_LANES));
        ElementType type = Dlpack.elementType(code, bits, lanes)
                .orElseThrow(() -> offer.refused("elements of " + Dlpack.name(code, bits, lanes) + " have no element type here"));
        int dimensions = tensor.get(ValueLayout.JAVA_INT, Dlpack.DIMENSION_COUNT);
        if (dimensions < 0 || dimensions > Layout.MAX_DIMENSIONS) {
            throw offer.refused("its tensor has " + dimensions + " dimensions; 0 to " + Layout.MAX_DIMENSIONS + " are possible");
        }
        long[] shape = longs(offer, tensor.get(ValueLayout.JAVA_LONG, Dlpack.SHAPE), dimensions);
        Layout layout = offer.layout(type, shape, strides(offer, tensor, dimensions, type));
        long data = tensor.get(ValueLayout.JAVA_LONG, Dlpack.DATA);
        long offset = tensor.get(ValueLayout.JAVA_LONG, Dlpack.BYTE_OFFSET);
        if (data == 0 && !layout.isEmpty() || offset < 0 || data < 0 || data > Long.MAX_VALUE - offset) {
            throw offer.refused("no memory can lie " + Long.toUnsignedString(offset) + " bytes after address 0x"
                    + Long.toHexString(data));
        }
        offer.describe(data + offset, type, layout, readOnly);
    }

    private static void checkDevice(Offer offer, long type) {
        if (type != Dlpack.CPU) {
            throw offer.refused("its memory is on a device of type " + type + ", and Java reaches that of the CPU, type "
                    + Dlpack.CPU + "; copy it to the CPU first");
        }
    }

    /** In bytes; {@code null} for C order. */
    private static long[] strides(Offer offer, MemorySegment tensor, int dimensions, ElementType type) {
        long address = tensor.get(ValueLayout.JAVA_LONG, Dlpack.STRIDES);
        if (address == 0) {
            return null;
        }
        long[] strides = longs(offer, address, dimensions);
        for (int d = 0; d < dimensions; d++) {
            long elements = strides[d];
            try {
                strides[d] = Math.multiplyExact(elements, type.size());
            } catch (ArithmeticException overflow) {
                throw offer.refused("a stride of " + elements + " elements is more than 2**63-1 bytes");
            }
        }
        return strides;
    }

    private static long[] longs(Offer offer, long address, int count) {
        if (count > 0 && address == 0) {
            throw offer.refused("its tensor has " + count + " dimensions and no shape");
        }
        return at(address, count * (long) Long.BYTES).toArray(ValueLayout.JAVA_LONG);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment at(long address, long size) {
        // SAFETY: a capsule of this name points to such a structure, and the structure to its shape and strides, which live
        // until the deleter is called. The host may run native code, so that whoever made it could have read memory anyway.
        return MemorySegment.ofAddress(address).reinterpret(size);
    }
}
