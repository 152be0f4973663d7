package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.capsule.PyCapsule;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Borrows a primitive Arrow array, which is immutable and so read-only. Schema and array are moved out of their capsules, and
 * released once each when the borrow ends or is refused.
 */
final class ArrowBorrower {

    private final Offer offer;

    private ArrowBorrower(Offer offer) {
        this.offer = offer;
    }

    static void describe(Node node, Offer offer) {
        offer.checkRights(node);
        new ArrowBorrower(offer).describe(node);
    }

    private void describe(Node node) {
        Object given = HostState.of(node).python("memory_protocols").call("arrow", offer.exporter());
        Object[] capsules = Sequences.items(given, () -> offer.refused("it gave no tuple of two capsules"));
        if (capsules.length != 2) {
            throw offer.refused("it gave a tuple of " + capsules.length + " items, not of two capsules");
        }
        MemorySegment schema = take(node, capsules[0], Arrow.SCHEMA, "arrow_schema", Arrow.SCHEMA_SIZE, Arrow.SCHEMA_RELEASE);
        MemorySegment array = take(node, capsules[1], Arrow.ARRAY, "arrow_array", Arrow.ARRAY_SIZE, Arrow.ARRAY_RELEASE);
        ElementType type = elementType(schema);
        if (array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_CHILD_COUNT) != 0
                || array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_BUFFER_COUNT) != 2) {
            throw offer.refused("its array is no primitive one: it has "
                    + array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_BUFFER_COUNT) + " buffers and "
                    + array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_CHILD_COUNT) + " children, not 2 and 0");
        }
        describe(array, type);
    }

    /** Moves a structure out of its capsule, and leaves it marked as released, as the Arrow specification says. */
    private MemorySegment take(Node node, Object given, CapsuleName name, String text, long size, long release) {
        if (!(given instanceof PyCapsule capsule) || !name.isOf(capsule)) {
            throw offer.refused("it gave no capsule named '" + text + "'");
        }
        offer.borrow().keep(capsule);
        MemorySegment struct = at(Borrower.address(node, capsule.getPointer()), size);
        long function = struct.get(ValueLayout.JAVA_LONG, release);
        if (function == 0) {
            throw offer.refused("the structure in its capsule '" + text + "' was taken or released before");
        }
        MemorySegment moved = Arena.ofAuto().allocate(size, Long.BYTES);
        moved.copyFrom(struct);
        struct.set(ValueLayout.JAVA_LONG, release, 0);
        // From here on it is ours, to be released by the borrow, whatever happens.
        offer.borrow().releaseLater(() -> NativeCallback.call(function, moved.address()));
        offer.borrow().keep(moved);
        return moved;
    }

    private ElementType elementType(MemorySegment schema) {
        long address = schema.get(ValueLayout.JAVA_LONG, Arrow.SCHEMA_FORMAT);
        if (address == 0) {
            throw offer.refused("its schema has no format");
        }
        String format = at(address, Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
        if (schema.get(ValueLayout.JAVA_LONG, Arrow.SCHEMA_DICTIONARY) != 0) {
            throw offer.refused("its elements are indices into a dictionary; decode them first");
        }
        return Arrow.elementType(format)
                .orElseThrow(() -> offer.refused("elements of Arrow format '" + format + "' are no numbers of whole bytes"));
    }

    private void describe(MemorySegment array, ElementType type) {
        long length = array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_LENGTH);
        long offset = array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_OFFSET);
        long buffers = array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_BUFFERS);
        if (length < 0 || offset < 0 || length > Long.MAX_VALUE / type.size() - offset) {
            throw offer.refused("its array has the impossible length " + length + " and offset " + offset);
        }
        if (buffers == 0) {
            throw offer.refused("its array has no buffers");
        }
        MemorySegment addresses = at(buffers, 2 * (long) Long.BYTES);
        checkNulls(array, addresses.get(ValueLayout.JAVA_LONG, 0), offset, length);
        long data = addresses.get(ValueLayout.JAVA_LONG, Long.BYTES);
        long start = offset * type.size();
        if (length > 0 && (data <= 0 || data > Long.MAX_VALUE - start)) {
            throw offer.refused("no memory can lie " + start + " bytes after address 0x" + Long.toHexString(data));
        }
        offer.describe(data + start, type, Layout.contiguous(type.size(), length), true);
    }

    private void checkNulls(MemorySegment array, long validity, long offset, long length) {
        long nulls = array.get(ValueLayout.JAVA_LONG, Arrow.ARRAY_NULL_COUNT);
        if (nulls < -1) {
            throw offer.refused("its array has the impossible count of nulls " + nulls);
        }
        // A count of -1 was not computed: the bits tell.
        if (nulls > 0 || nulls == -1 && validity != 0 && !areAllSet(validity, offset, length)) {
            throw offer.refused("it has " + (nulls > 0 ? nulls + " " : "") + "nulls, which Java would not see; fill them in, or drop"
                    + " them first");
        }
    }

    private static boolean areAllSet(long bitmap, long first, long count) {
        if (count == 0) {
            return true;
        }
        MemorySegment bits = at(bitmap, (first + count + Byte.SIZE - 1) / Byte.SIZE);
        for (long i = first; i < first + count; i++) {
            if ((bits.get(ValueLayout.JAVA_BYTE, i / Byte.SIZE) >> (i % Byte.SIZE) & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("restricted")
    private static MemorySegment at(long address, long size) {
        // SAFETY: a capsule of this name points to such a structure, and the structure to its format, buffers and validity,
        // which live until it is released. The host may run native code, so that whoever made it could have read memory anyway.
        return MemorySegment.ofAddress(address).reinterpret(size);
    }
}
