package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import dev.loanword.export.model.CallModel;
import dev.loanword.export.model.FunctionModel;
import dev.loanword.export.model.TypeModel;
import dev.loanword.export.model.ValueType;
import dev.loanword.memory.BufferRefusedException;
import dev.loanword.memory.LentMemory;
import dev.loanword.python.graalpy.ArrayProtocols;
import dev.loanword.python.graalpy.BufferSlots;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.LentBuffers;
import dev.loanword.python.graalpy.MemorySource;
import dev.loanword.python.graalpy.TypeBuilder;
import java.util.List;
import java.util.Optional;

/** What makes instances of a class with {@code __buffer__} buffers in Python. */
final class BufferMethods {

    /** The special method that gives the memory. */
    static final String NAME = "__buffer__";

    /** As Python's own {@code __buffer__} does, the method gives a memoryview. */
    static final ExportedBody.Outcome MEMORYVIEW = (scope, call, bound, returned) ->
            LentBuffers.memoryview(scope.node(), lent((LentMemory) returned, Instances.javaOrNull(bound)));

    /** The method that gives the memory as a NumPy array. */
    static final String ARRAY = "numpy";

    /** A method of that name that returns lent memory gives an array over it. */
    static final ExportedBody.Outcome NUMPY_ARRAY = (scope, call, bound, returned) ->
            LentBuffers.array(scope.node(), lent((LentMemory) returned, Instances.javaOrNull(bound)), PNone.NONE, false);

    private BufferMethods() {}

    /** Where the memory of instances of a class comes from; empty if it exports none. */
    static Optional<MemorySource> of(TypeModel.JavaClass model, Class<?> javaClass) {
        return model.functions().stream()
                .filter(function -> function.name().equals(NAME))
                .findFirst()
                .map(function -> source(function.overloads().getFirst(), javaClass));
    }

    private static MemorySource source(CallModel method, Class<?> javaClass) {
        Invoker invoker = InvokerSpinner.of(method, javaClass);
        return java -> lent((LentMemory) invoker.invoke(java, new Object[0]), java);
    }

    private static LentMemory lent(LentMemory memory, Object java) {
        if (memory == null) {
            throw new BufferRefusedException(java.getClass().getSimpleName() + " has no memory to lend now: its " + NAME
                    + " returned null");
        }
        return memory;
    }

    /** Adds what GraalPy, or NumPy on it, does not get from the buffer itself, unless the class exports its own. */
    static void add(TypeBuilder builder, TypeModel.JavaClass model, Class<?> javaClass) {
        MemorySource source = of(model, javaClass).orElseThrow();
        if (lacks(model, "__bytes__")) {
            builder.method(Builtin.outlined(
                    "__bytes__", List.of("self"), "A copy of the elements' bytes in C order.", (node, arguments) ->
                            LentBuffers.bytes(node, memory(source, arguments[0], javaClass, model))));
        }
        builder.method(Builtin.outlined(
                        "__array__",
                        List.of("self", "dtype", "copy"),
                        "A NumPy array over the very memory, which must lie off the Java heap.",
                        (node, arguments) ->
                                LentBuffers.array(
                                        node, memory(source, arguments[0], javaClass, model), arguments[1], arguments[2]))
                .withDefaults(PNone.NONE, PNone.NONE));
        if (lacks(model, ARRAY)) {
            builder.method(Builtin.outlined(ARRAY, List.of("self"), "A NumPy array over the very memory.", (node, arguments) ->
                    LentBuffers.array(node, memory(source, arguments[0], javaClass, model), PNone.NONE, false)));
        }
        BufferSlots.addTo(builder.type());
        addProtocols(builder, (node, self) -> memory(source, self, javaClass, model));
    }

    /** Adds the protocols of array libraries to a class without {@code __buffer__} whose method {@code numpy} lends memory. */
    static void addProtocolsOfArray(TypeBuilder builder, TypeModel.JavaClass model, Class<?> javaClass) {
        model.functions().stream().filter(BufferMethods::lendsArray).findFirst().ifPresent(function -> {
            MemorySource source = source(function.overloads().getFirst(), javaClass);
            addProtocols(builder, (node, self) -> memory(source, self, javaClass, model));
        });
    }

    private static boolean lendsArray(FunctionModel function) {
        CallModel call = function.overloads().getFirst();
        return function.name().equals(ARRAY)
                && call.result() == ValueType.Simple.LENT_MEMORY
                && call.pythonParameters().isEmpty();
    }

    private static void addProtocols(TypeBuilder builder, ArrayProtocols.Lender lender) {
        builder.property(ArrayProtocols.arrayInterface(lender), null);
        ArrayProtocols.methods(lender).forEach(builder::method);
    }

    private static LentMemory memory(MemorySource source, Object self, Class<?> javaClass, TypeModel.JavaClass model)
            throws Exception {
        try {
            return source.memoryOf(Instances.java(self, javaClass, model.name()));
        } catch (Throwable thrown) {
            throw Thrown.asIs(thrown);
        }
    }

    private static boolean lacks(TypeModel.JavaClass model, String function) {
        return model.functions().stream().noneMatch(exported -> exported.name().equals(function));
    }
}
