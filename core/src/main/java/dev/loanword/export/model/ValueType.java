package dev.loanword.export.model;

import dev.loanword.memory.BorrowTable.Access;
import java.util.List;

/**
 * How a value crosses the boundary: the Java type of a parameter or result, seen as what it is in Python.
 *
 * <p>Java class names in here are binary names, as {@link Class#getName()} gives them.
 */
public sealed interface ValueType {

    /** Types without parts. */
    enum Simple implements ValueType {
        /** {@code void}; None. */
        NONE,
        /** {@code boolean}; bool, and nothing else. */
        BOOLEAN,
        /** {@code byte}; int. */
        INT8,
        /** {@code short}; int. */
        INT16,
        /** {@code int}; int. */
        INT32,
        /** {@code long}; int. */
        INT64,
        /** Unsigned {@code byte}; int. */
        UINT8,
        /** Unsigned {@code short}; int. */
        UINT16,
        /** Unsigned {@code int}; int. */
        UINT32,
        /** Unsigned {@code long}; int. */
        UINT64,
        /** {@code float}; float. */
        FLOAT32,
        /** {@code double}; float. */
        FLOAT64,
        /** {@code char}; a str of one UTF-16 unit. */
        CHARACTER,
        /** {@link String}; str. */
        STRING,
        /** {@code byte[]}; bytes. A result is adopted: the method gives the array away. */
        BYTES,
        /** {@link java.nio.file.Path}; any os.PathLike, pathlib.Path as a result. */
        PATH,
        /** {@link java.math.BigInteger}; int. */
        BIG_INTEGER,
        /** {@link java.math.BigDecimal}; decimal.Decimal. */
        BIG_DECIMAL,
        /** {@link java.time.LocalDate}; datetime.date. */
        LOCAL_DATE,
        /** {@link java.time.LocalTime}; datetime.time without a zone. */
        LOCAL_TIME,
        /** {@link java.time.LocalDateTime}; datetime.datetime without a zone. */
        LOCAL_DATE_TIME,
        /** {@link java.time.OffsetDateTime}; datetime.datetime with a zone of fixed offset. */
        OFFSET_DATE_TIME,
        /** {@link java.time.ZonedDateTime}; datetime.datetime with a zoneinfo.ZoneInfo. */
        ZONED_DATE_TIME,
        /** {@link java.time.Instant}; datetime.datetime in UTC. */
        INSTANT,
        /** {@link java.time.Duration}; datetime.timedelta. */
        DURATION,
        /** {@link dev.loanword.memory.LentMemory}, as a result; loanword.Buffer. */
        LENT_MEMORY,
        /** {@link dev.loanword.memory.NumberList}, as a parameter; a list or tuple of numbers, read where it lies. */
        NUMBER_LIST,
        /** {@link Object}: None, bool, int, float, str, bytes, an exported object, a list or dict of these. */
        ANY,
        /** {@link dev.loanword.kernels.Checkpoint}, supplied by the host. */
        CHECKPOINT,
        /** {@link dev.loanword.export.FileAccess}, supplied by the host. */
        FILE_ACCESS,
        /** {@link dev.loanword.memory.CopyLedger}, supplied by the host. */
        COPY_LEDGER;

        /** Whether the host supplies the value, so that Python sees no parameter. */
        public boolean isSupplied() {
            return this == CHECKPOINT || this == FILE_ACCESS || this == COPY_LEDGER;
        }
    }

    /**
     * A {@link dev.loanword.memory.BorrowedBuffer} parameter; see {@link dev.loanword.export.Borrow} for its parts.
     *
     * @param format a {@code struct} typecode, or empty for any
     * @param dimensions negative for any
     */
    record Borrowed(Access access, String format, int dimensions, boolean contiguous, List<String> types)
            implements ValueType {
        /** Copies the list. */
        public Borrowed {
            types = List.copyOf(types);
        }
    }

    /** An array of primitives other than {@code byte[]}, or an unsigned {@code byte[]}: a list of numbers, copied. */
    record NumberArray(Simple element) implements ValueType {}

    /** A boxed primitive or another reference that may be null, which is None in Python. */
    record Nullable(ValueType of) implements ValueType {}

    /** {@link java.util.Optional} and its kin; the value or None. */
    record Optional(ValueType of, OptionalKind kind) implements ValueType {}

    /** The four optional classes. */
    enum OptionalKind { OBJECT, INT, LONG, DOUBLE }

    /** Several values of one type, copied. */
    record Collection(CollectionKind kind, ValueType element) implements ValueType {}

    /** {@link java.util.List} and {@link java.util.Collection}, {@link java.util.Set}, an array of objects. */
    enum CollectionKind { LIST, COLLECTION, SET, ARRAY }

    /** {@link java.util.Map}; dict, copied. */
    record Dictionary(ValueType key, ValueType value) implements ValueType {}

    /** Values one at a time: an iterator in Python, asked for as it is used. A stream is closed at its end. */
    record Iteration(IterationKind kind, ValueType element) implements ValueType {}

    /** {@link java.util.Iterator}, {@link Iterable}, {@link java.util.stream.Stream}. */
    enum IterationKind { ITERATOR, ITERABLE, STREAM }

    /** A class, enum or record marked with {@link dev.loanword.export.PyClass}, of this or another module. */
    record Exported(String className) implements ValueType {}

    /**
     * A functional interface: a Python callable.
     *
     * @param interfaceName the interface
     * @param method its one abstract method
     * @param descriptor that method's descriptor, as class files have it
     */
    record Callback(
            String interfaceName, String method, String descriptor, List<ValueType> parameters, ValueType result)
            implements ValueType {
        /** Copies the list. */
        public Callback {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@link java.util.concurrent.CompletableFuture}, as a result; an awaitable. */
    record Future(ValueType of) implements ValueType {}

    /** {@link java.util.concurrent.Flow.Publisher}, as a result; an asynchronous iterator. */
    record Publisher(ValueType of) implements ValueType {}
}
