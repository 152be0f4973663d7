package dev.loanword.python.graalpy.export;

import dev.loanword.export.FileAccess;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.LentMemory;
import dev.loanword.memory.NumberList;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** The erased Java class of a type: what an array of it is made of. */
final class JavaTypes {

    private JavaTypes() {}

    static Class<?> of(ValueType type, CoreClasses classes) {
        return switch (type) {
            case Simple simple -> simple(simple);
            case ValueType.Borrowed buffer -> BorrowedBuffer.class;
            case ValueType.NumberArray array -> simple(array.element()).arrayType();
            case ValueType.Nullable nullable -> boxed(of(nullable.of(), classes));
            case ValueType.Optional optional ->
                switch (optional.kind()) {
                    case OBJECT -> Optional.class;
                    case INT -> OptionalInt.class;
                    case LONG -> OptionalLong.class;
                    case DOUBLE -> OptionalDouble.class;
                };
            case ValueType.Collection collection ->
                switch (collection.kind()) {
                    case LIST -> List.class;
                    case COLLECTION -> java.util.Collection.class;
                    case SET -> Set.class;
                    case ARRAY -> of(collection.element(), classes).arrayType();
                };
            case ValueType.Dictionary dictionary -> Map.class;
            case ValueType.Iteration iteration ->
                switch (iteration.kind()) {
                    case ITERATOR -> Iterator.class;
                    case ITERABLE -> Iterable.class;
                    case STREAM -> Stream.class;
                };
            case ValueType.Exported exported -> classes.find(exported.className());
            case ValueType.Callback callback -> classes.find(callback.interfaceName());
            case ValueType.Future future -> CompletableFuture.class;
            case ValueType.Publisher publisher -> Flow.Publisher.class;
        };
    }

    private static Class<?> simple(Simple type) {
        return switch (type) {
            case NONE -> void.class;
            case BOOLEAN -> boolean.class;
            case INT8, UINT8 -> byte.class;
            case INT16, UINT16 -> short.class;
            case INT32, UINT32 -> int.class;
            case INT64, UINT64 -> long.class;
            case FLOAT32 -> float.class;
            case FLOAT64 -> double.class;
            case CHARACTER -> char.class;
            case STRING -> String.class;
            case BYTES -> byte[].class;
            case PATH -> Path.class;
            case BIG_INTEGER -> BigInteger.class;
            case BIG_DECIMAL -> BigDecimal.class;
            case LOCAL_DATE -> LocalDate.class;
            case LOCAL_TIME -> LocalTime.class;
            case LOCAL_DATE_TIME -> LocalDateTime.class;
            case OFFSET_DATE_TIME -> OffsetDateTime.class;
            case ZONED_DATE_TIME -> ZonedDateTime.class;
            case INSTANT -> Instant.class;
            case DURATION -> Duration.class;
            case LENT_MEMORY -> LentMemory.class;
            case NUMBER_LIST -> NumberList.class;
            case ANY -> Object.class;
            case CHECKPOINT -> dev.loanword.kernels.Checkpoint.class;
            case FILE_ACCESS -> FileAccess.class;
            case COPY_LEDGER -> CopyLedger.class;
        };
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }
}
