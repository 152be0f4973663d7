package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.object.PFactory;
import dev.loanword.export.model.ValueType.CollectionKind;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.export.model.ValueType.Simple;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * What a Java program passes to a Python function, by what it is: as an exported method's result of that type would cross.
 *
 * <p>Arrays stay the program's own, other than a method's results, which are given away: they are copied, and the copy is
 * counted.
 */
final class HostArguments {

    private static final ToPython LIST = Collections.toPython(CollectionKind.LIST, HostArguments::toPython);
    private static final ToPython SET = Collections.toPython(CollectionKind.SET, HostArguments::toPython);
    private static final ToPython ARRAY = Collections.toPython(CollectionKind.ARRAY, HostArguments::toPython);
    private static final ToPython DICT = Collections.mapToPython(HostArguments::toPython, HostArguments::toPython);
    private static final ToPython OPTIONAL = Optionals.toPython(HostArguments::toPython);
    private static final ToPython ITERATOR = Iterations.toPython(IterationKind.ITERATOR, HostArguments::toPython);
    private static final ToPython ITERABLE = Iterations.toPython(IterationKind.ITERABLE, HostArguments::toPython);
    private static final ToPython STREAM = Iterations.toPython(IterationKind.STREAM, HostArguments::toPython);
    private static final ToPython FUTURE = Asynchronous.future(HostArguments::toPython, false);
    private static final ToPython PUBLISHER = Asynchronous.publisher(HostArguments::toPython);

    private HostArguments() {}

    static Object toPython(CallScope scope, Object value) {
        if (value == null) {
            return PNone.NONE;
        }
        ToPython conversion = of(scope, value);
        return conversion.convert(scope, value);
    }

    private static ToPython of(CallScope scope, Object value) {
        return switch (value) {
            case HostCalls.PythonObject known -> (calling, same) -> known.object();
            case byte[] bytes -> HostArguments::bytes;
            case Object array when array.getClass().isArray() && array.getClass().componentType().isPrimitive() ->
                HostArguments::numbers;
            case Object[] array -> ARRAY;
            case Path path -> Values::toPython;
            case Object exported when scope.host().exports().exported(exported.getClass()).isPresent() -> Values::toPython;
            case Set<?> set -> SET;
            case Collection<?> collection -> LIST;
            case Map<?, ?> map -> DICT;
            case Optional<?> optional -> OPTIONAL;
            case OptionalInt optional -> OPTIONAL;
            case OptionalLong optional -> OPTIONAL;
            case OptionalDouble optional -> OPTIONAL;
            case Iterator<?> iterator -> ITERATOR;
            case Iterable<?> iterable -> ITERABLE;
            case Stream<?> stream -> STREAM;
            case CompletableFuture<?> future -> FUTURE;
            case Flow.Publisher<?> publisher -> PUBLISHER;
            default -> Values::toPython;
        };
    }

    private static Object bytes(CallScope scope, Object value) {
        byte[] bytes = (byte[]) value;
        scope.host().ledger().copy(bytes.length, "bytes copied for Python");
        return PFactory.createBytes(PythonLanguage.get(scope.node()), bytes.clone());
    }

    private static Object numbers(CallScope scope, Object array) {
        Simple element =
                switch (array) {
                    case boolean[] values -> Simple.BOOLEAN;
                    case short[] values -> Simple.INT16;
                    case int[] values -> Simple.INT32;
                    case long[] values -> Simple.INT64;
                    case float[] values -> Simple.FLOAT32;
                    case double[] values -> Simple.FLOAT64;
                    default -> throw new IllegalArgumentException("a char[] can't be given to Python; give a String");
                };
        scope.host().ledger().copy(byteCount(array, element), "numbers copied for Python");
        return NumberArrays.toPython(scope, element, copy(array));
    }

    private static long byteCount(Object array, Simple element) {
        int size =
                switch (element) {
                    case BOOLEAN -> 1;
                    case INT16 -> Short.BYTES;
                    case INT32, FLOAT32 -> Integer.BYTES;
                    default -> Long.BYTES;
                };
        return (long) Array.getLength(array) * size;
    }

    private static Object copy(Object array) {
        return switch (array) {
            case double[] values -> values.clone();
            case long[] values -> values.clone();
            case int[] values -> values.clone();
            case boolean[] values -> values.clone();
            // Python's lists hold the others' values one by one.
            default -> array;
        };
    }
}
