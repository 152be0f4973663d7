package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.runtime.sequence.storage.DoubleSequenceStorage;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.NumberList;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Numbers;
import dev.loanword.python.graalpy.ShortBorrow;
import java.util.List;

/**
 * A {@link DirectCall} with what it needs beside plain values: one buffer borrowed for a short time or one list of floats, and
 * what the host supplies. It applies to the commonest arguments alone; for all others it is not taken, and the general way of
 * {@link JavaCall} finds the same result or the error.
 */
final class DirectOverload {

    private static final int NOT_IN_FRAME = -1;

    private final DirectCall call;
    @CompilationFinal(dimensions = 1)
    private final int[] positions;

    @CompilationFinal(dimensions = 1)
    private final ValueType[] types;

    private final int opened;
    private final ShortBorrow borrow;
    private final boolean unsigned;

    private DirectOverload(DirectCall call, int[] positions, ValueType[] types, boolean unsigned) {
        this.call = call;
        this.positions = positions;
        this.types = types;
        this.unsigned = unsigned;
        int found = NOT_IN_FRAME;
        for (int i = 0; i < types.length; i++) {
            found = DirectCallSpinner.isOpened(types[i]) ? i : found;
        }
        this.opened = found;
        this.borrow = found >= 0 && types[found] instanceof ValueType.Borrowed borrowed ? shortBorrow(borrowed) : null;
    }

    /**
     * Of a method that can be called so; else {@code null}.
     *
     * @param layout where GraalPy puts the arguments
     */
    static DirectOverload of(CallModel model, ArgumentLayout layout, Class<?> owner) {
        List<ParameterModel> parameters = model.parameters();
        return DirectCallSpinner.of(model, owner)
                .map(call -> new DirectOverload(
                        call,
                        parameters.stream()
                                .mapToInt(parameter -> parameter.isSupplied() ? NOT_IN_FRAME : layout.position(parameter))
                                .toArray(),
                        parameters.stream().map(ParameterModel::type).toArray(ValueType[]::new),
                        model.result() == Simple.UINT64))
                .orElse(null);
    }

    private static ShortBorrow shortBorrow(ValueType.Borrowed type) {
        List<String> types = type.types();
        return new ShortBorrow(
                BorrowConversion.requirement(type),
                types.isEmpty() || types.contains("bytes"),
                types.isEmpty() || types.contains("bytearray"),
                types.isEmpty() || types.contains("array.array"));
    }

    /** The direct call, if nothing but plain values goes into it and comes out of it; else {@code null}. */
    DirectCall plain() {
        for (ValueType type : types) {
            if (!DirectCallSpinner.isPlain(type)) {
                return null;
            }
        }
        return unsigned ? null : call;
    }

    /** Where an argument of the method lies in the frame of the function; negative if the host supplies it, or there is none. */
    int position(int index) {
        return index < positions.length ? positions[index] : NOT_IN_FRAME;
    }

    /** What the host supplies as an argument that is not in the frame, {@code null} if there is none. */
    Object supplied(int index, HostState host, Checkpoint checkpoint) {
        if (index >= types.length) {
            return null;
        }
        return types[index] == Simple.CHECKPOINT ? checkpoint : host.ledger();
    }

    /**
     * Calls the method if the arguments are of the kinds for it.
     *
     * @param bound what the function is bound to
     * @param first the first argument: from the frame, or supplied; and so on
     * @return a Python value, or {@link DirectCall#NOT_TAKEN}
     * @throws Throwable what the method threw
     */
    Object attempt(HostState host, Object bound, Object first, Object second, Object third) throws Throwable {
        if (opened < 0) {
            return result(call.call(bound, first, second, third));
        }
        Object exporter = opened == 0 ? first : opened == 1 ? second : third;
        Object value = open(exporter);
        if (value == null) {
            return DirectCall.NOT_TAKEN;
        }
        long bytes = value instanceof BorrowedBuffer buffer ? buffer.elementCount() * buffer.elementType().size() : 0;
        Object result = null;
        try {
            result = call.call(
                    bound, opened == 0 ? value : first, opened == 1 ? value : second, opened == 2 ? value : third);
        } finally {
            if (borrow != null) {
                borrow.close(exporter, (BorrowedBuffer) value);
                if (result != DirectCall.NOT_TAKEN) {
                    host.ledger().borrowed(bytes);
                }
            }
        }
        return result(result);
    }

    private Object result(Object returned) {
        return unsigned && returned instanceof Long bits ? Numbers.unsigned(bits) : returned;
    }

    private Object open(Object exporter) {
        if (borrow != null) {
            return borrow.openOrNull(exporter);
        }
        return exporter instanceof PList list && list.getSequenceStorage() instanceof DoubleSequenceStorage floats
                ? new NumberList(floats.getInternalDoubleArray(), floats.length(), false)
                : null;
    }
}
