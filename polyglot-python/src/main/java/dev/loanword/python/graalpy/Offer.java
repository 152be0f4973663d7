package dev.loanword.python.graalpy;

import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.Layout;

/**
 * The memory that an object without a buffer offers by a protocol.
 *
 * @param exporter the object
 * @param protocol the attribute that it offers it by
 * @param borrow what is described, and what keeps everything in place
 */
record Offer(Object exporter, String protocol, Borrow borrow) {

    /** The error for an offer that can't be taken. */
    BufferRefusedException refused(String reason) {
        return new BufferRefusedException(
                "'" + TypeNames.of(exporter) + "' can't be borrowed by its " + protocol + ": " + reason);
    }

    /**
     * Refuses addresses where scripts may run no native code: a script could name any address.
     *
     * @throws BufferRefusedException in words
     */
    void checkRights(Node node) {
        if (!PythonContext.get(node).isNativeAccessAllowed()) {
            throw refused("an address can't be checked, and this host may run no native code; pass an object with a buffer, or"
                    + " open the host with the right NATIVE_CODE");
        }
    }

    /**
     * Takes elements at an address.
     *
     * @param address of the element with all indices zero, as the object says
     * @throws BufferRefusedException if no memory can be there
     */
    void describe(long address, ElementType type, Layout layout, boolean readOnly) {
        long start = address + layout.lowestOffset();
        long size = layout.endOffset() - layout.lowestOffset();
        if (size > 0 && (address <= 0 || start <= 0 || start > Long.MAX_VALUE - size)) {
            throw refused("no memory can lie at address 0x" + Long.toHexString(address) + " with the shape "
                    + Layout.tuple(layout.shape()) + " of " + type + " and the strides " + Layout.tuple(layout.strides()));
        }
        borrow.describe(address, type, layout, readOnly);
    }

    /** A layout as the object says, with strides in bytes; {@code null} for none, which means C order. */
    Layout layout(ElementType type, long[] shape, long[] strides) {
        try {
            return strides == null ? Layout.contiguous(type.size(), shape) : Layout.of(type.size(), shape, strides);
        } catch (IllegalArgumentException impossible) {
            throw refused(impossible.getMessage());
        }
    }
}
