package dev.loanword.python.graalpy;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.buffer.PythonBufferAcquireLibrary;
import com.oracle.graal.python.builtins.objects.bytes.PBytes;
import com.oracle.graal.python.builtins.objects.cext.PythonAbstractNativeObject;
import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.lib.PyObjectIsTrueNode;
import com.oracle.graal.python.nodes.util.CannotCastException;
import com.oracle.graal.python.nodes.util.CastToJavaStringNode;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import dev.loanword.memory.Layout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Borrows memory by NumPy's array interface: an address, or a buffer. */
final class ArrayInterfaceBorrower {

    private static final Pattern TYPE = Pattern.compile("([<>|=]?)([a-zA-Z])([0-9]{1,9})");

    private final Offer offer;
    private final PDict description;

    private ArrayInterfaceBorrower(Offer offer, PDict description) {
        this.offer = offer;
        this.description = description;
    }

    static void describe(Node node, Offer offer, Object description) {
        if (!(description instanceof PDict dictionary)) {
            throw offer.refused("it is a '" + TypeNames.of(description) + "' object, not a dict");
        }
        offer.borrow().keep(description);
        new ArrayInterfaceBorrower(offer, dictionary).describe(node);
    }

    private void describe(Node node) {
        if (get("mask") != null) {
            throw offer.refused("it has a mask, which Java would not see; fill in the masked elements first");
        }
        ElementType type = elementType();
        long[] shape = lengths("shape");
        if (shape == null) {
            throw offer.refused("it has no shape");
        }
        Layout layout = offer.layout(type, shape, lengths("strides"));
        Object data = get("data");
        if (data instanceof PTuple pair) {
            offer.checkRights(node);
            describeAddress(Sequences.items(pair, () -> offer.refused("its data are no tuple")), type, layout);
        } else {
            describeBuffer(node, data, type, layout);
        }
    }

    private void describeAddress(Object[] data, ElementType type, Layout layout) {
        if (data.length != 2) {
            throw offer.refused("its data are a tuple of " + data.length + " items, not of an address and a bool");
        }
        BigInteger address = Numbers.toBigInteger(data[0]);
        if (address.signum() < 0 || address.bitLength() >= Long.SIZE) {
            throw offer.refused("no memory can lie at address " + address);
        }
        offer.describe(address.longValue(), type, layout, PyObjectIsTrueNode.executeUncached(data[1]));
    }

    private void describeBuffer(Node node, Object data, ElementType type, Layout layout) {
        if (data instanceof PBytes) {
            throw offer.refused("its data are a bytes object, most likely a copy; pass np.asarray(x), or those bytes");
        }
        boolean isBuffer = data instanceof PythonAbstractNativeObject
                || data != null && PythonBufferAcquireLibrary.getUncached().hasBuffer(data);
        if (!isBuffer) {
            throw offer.refused("its data are neither an address nor a buffer");
        }
        // Read before the buffer is borrowed, since it may run Python code.
        long offset = get("offset") == null ? 0 : Numbers.toIndex(get("offset"));
        Borrow borrow = offer.borrow();
        borrow.keep(data);
        Borrower.describe(node, borrow, data);
        BorrowedBuffer buffer = borrow.buffer();
        try {
            borrow.describeWithin(buffer.segment(), offset, type, layout, buffer.isReadOnly());
        } catch (IndexOutOfBoundsException outside) {
            throw offer.refused("it reaches outside of its data: " + outside.getMessage());
        }
    }

    /** An entry; {@code null} if it is None or missing. */
    private Object get(String key) {
        Object value = description.getItem(Text.python(key));
        return value instanceof PNone ? null : value;
    }

    private long[] lengths(String key) {
        Object value = get(key);
        if (value == null) {
            return null;
        }
        Object[] items = Sequences.items(value, () -> offer.refused("its " + key + " is no tuple"));
        long[] lengths = new long[items.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Numbers.toIndex(items[i]);
        }
        return lengths;
    }

    private ElementType elementType() {
        String type;
        try {
            type = CastToJavaStringNode.getUncached().execute(Objects.requireNonNullElse(get("typestr"), PNone.NONE));
        } catch (CannotCastException noString) {
            throw offer.refused("it has no typestr");
        }
        Matcher parts = TYPE.matcher(type);
        return (parts.matches() ? elementType(parts) : Optional.<ElementType>empty())
                .orElseThrow(() -> offer.refused("elements of type '" + type + "' have no element type here"));
    }

    private static Optional<ElementType> elementType(Matcher parts) {
        ByteOrder order =
                switch (parts.group(1)) {
                    case "<" -> ByteOrder.LITTLE_ENDIAN;
                    case ">" -> ByteOrder.BIG_ENDIAN;
                    default -> ByteOrder.nativeOrder();
                };
        int size = Integer.parseInt(parts.group(3));
        return switch (parts.group(2)) {
            case "b" -> ElementTypes.of(Kind.BOOLEAN, size, order);
            case "i" -> ElementTypes.of(Kind.SIGNED_INTEGER, size, order);
            case "u" -> ElementTypes.of(Kind.UNSIGNED_INTEGER, size, order);
            case "f" -> ElementTypes.of(Kind.FLOAT, size, order);
            case "S" -> size == 0 ? Optional.empty() : Optional.of(ElementType.parse(size + "s"));
            case "U" -> size == 0 ? Optional.empty() : Optional.of(ElementType.parse(size + "w").withOrder(order));
            default -> Optional.empty();
        };
    }
}
