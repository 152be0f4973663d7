package dev.loanword.python.graalpy;

import dev.loanword.memory.ElementType;
import dev.loanword.memory.ElementType.Kind;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What both directions know of DLPack: the structures of {@code dlpack.h}, versions 0 and 1, on 64-bit machines, and its
 * data types.
 */
final class Dlpack {

    static final CapsuleName TENSOR = new CapsuleName("dltensor");
    static final CapsuleName USED_TENSOR = new CapsuleName("used_dltensor");
    static final CapsuleName VERSIONED = new CapsuleName("dltensor_versioned");
    static final CapsuleName USED_VERSIONED = new CapsuleName("used_dltensor_versioned");

    static final int CPU = 1;
    static final long FLAG_READ_ONLY = 1;
    static final long FLAG_IS_COPIED = 2;

    /** {@code DLTensor}. */
    static final long DATA = 0;

    static final long DEVICE_TYPE = 8;
    static final long DEVICE_ID = 12;
    static final long DIMENSION_COUNT = 16;
    static final long TYPE_CODE = 20;
    static final long TYPE_BITS = 21;
    static final long TYPE_LANES = 22;
    static final long SHAPE = 24;
    static final long STRIDES = 32;
    static final long BYTE_OFFSET = 40;

    /** Where the fields of a managed tensor lie, which the two versions order differently. */
    enum Version {
        /** {@code DLManagedTensor}, before versions were numbered: it can't say that memory is read-only. */
        UNVERSIONED(0, 48, 56, 64),
        /** {@code DLManagedTensorVersioned}, major version 1. */
        VERSION_1(32, 8, 16, 80);

        final long tensor;
        final long context;
        final long deleter;
        final long size;

        Version(long tensor, long context, long deleter, long size) {
            this.tensor = tensor;
            this.context = context;
            this.deleter = deleter;
            this.size = size;
        }
    }

    /** Of {@code DLManagedTensorVersioned} alone. */
    static final long MAJOR_VERSION = 0;

    static final long FLAGS = 24;

    private static final String[] TYPES = {"int", "uint", "float", "opaque handle", "bfloat", "complex", "bool"};
    private static final int INT = 0;
    private static final int UINT = 1;
    private static final int FLOAT = 2;
    private static final int BOOL = 6;

    private Dlpack() {}

    /** The code of a data type; its bits follow from the size of an element. Empty for what DLPack has no type for. */
    static Optional<Integer> code(ElementType type) {
        if (!type.isNativeOrder()) {
            return Optional.empty();
        }
        return switch (type.kind()) {
            case SIGNED_INTEGER -> Optional.of(INT);
            case UNSIGNED_INTEGER -> Optional.of(UINT);
            case FLOAT -> Optional.of(FLOAT);
            case BOOLEAN -> Optional.of(BOOL);
            default -> Optional.empty();
        };
    }

    /** The element type of a data type; empty for those that have none, such as complex. */
    static Optional<ElementType> elementType(int code, int bits, int lanes) {
        Kind kind =
                switch (code) {
                    case INT -> Kind.SIGNED_INTEGER;
                    case UINT -> Kind.UNSIGNED_INTEGER;
                    case FLOAT -> Kind.FLOAT;
                    case BOOL -> Kind.BOOLEAN;
                    default -> null;
                };
        return kind == null || lanes != 1 || bits % Byte.SIZE != 0
                ? Optional.empty()
                : ElementTypes.of(kind, bits / Byte.SIZE, ByteOrder.nativeOrder());
    }

    /** A data type in words, such as {@code complex128}. */
    static String name(int code, int bits, int lanes) {
        String type = code >= 0 && code < TYPES.length ? TYPES[code] + bits : "type " + code + " of " + bits + " bits";
        return lanes == 1 ? type : type + " x " + lanes;
    }
}
