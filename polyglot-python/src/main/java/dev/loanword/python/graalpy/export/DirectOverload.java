package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.runtime.sequence.storage.DoubleSequenceStorage;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.ParameterModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.export.model.ValueType.Simple;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.memory.BorrowTable.Access;
import dev.loanword.memory.BorrowedBuffer;
import dev.loanword.memory.BufferRequirement;
import dev.loanword.memory.CopyLedger;
import dev.loanword.memory.ElementType;
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
    private final int[] positions;
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
        BufferRequirement requirement = new BufferRequirement(
                type.format().isEmpty() ? null : ElementType.parse(type.format()),
                type.dimensions(),
                type.contiguous(),
                type.access() == Access.EXCLUSIVE);
        return new ShortBorrow(
                requirement,
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

    /** How many parameters the Java method has. */
    int parameterCount() {
        return types.length;
    }

    /**
     * Calls the method if the arguments are of the kinds for it.
     *
     * @param checkpoint what a kernel polls
     * @return a Python value, or {@link DirectCall#NOT_TAKEN}
     * @throws Throwable what the method threw
     */
    Object attempt(Node node, Object[] frameArguments, Checkpoint checkpoint) throws Throwable {
        Object exporter = opened < 0 ? null : PArguments.getArgument(frameArguments, positions[opened]);
        Object value = opened < 0 ? null : open(exporter);
        if (opened >= 0 && value == null) {
            return DirectCall.NOT_TAKEN;
        }
        long bytes = value instanceof BorrowedBuffer buffer ? buffer.elementCount() * buffer.elementType().size() : 0;
        CopyLedger ledger = HostState.of(node).ledger();
        Object result = null;
        try {
            result = call.call(
                    PArguments.getArgument(frameArguments, 0),
                    argument(0, frameArguments, value, checkpoint, ledger),
                    argument(1, frameArguments, value, checkpoint, ledger),
                    argument(2, frameArguments, value, checkpoint, ledger));
        } finally {
            if (borrow != null) {
                borrow.close(exporter, (BorrowedBuffer) value);
                if (result != DirectCall.NOT_TAKEN) {
                    ledger.borrowed(bytes);
                }
            }
        }
        return unsigned && result instanceof Long bits ? Numbers.unsigned(bits) : result;
    }

    private Object open(Object exporter) {
        if (borrow != null) {
            return borrow.openOrNull(exporter);
        }
        return exporter instanceof PList list && list.getSequenceStorage() instanceof DoubleSequenceStorage floats
                ? new NumberList(floats.getInternalDoubleArray(), floats.length(), false)
                : null;
    }

    private Object argument(int index, Object[] frameArguments, Object value, Checkpoint checkpoint, CopyLedger ledger) {
        if (index >= positions.length) {
            return null;
        }
        if (index == opened) {
            return value;
        }
        if (positions[index] >= 0) {
            return PArguments.getArgument(frameArguments, positions[index]);
        }
        return types[index] == Simple.CHECKPOINT ? checkpoint : ledger;
    }
}
