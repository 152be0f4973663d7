package dev.loanword.python.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.capsule.PyCapsule;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.strings.TruffleString;
import dev.loanword.memory.BorrowTable.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** What the tests of protocols have in Python: structures made with ctypes, and capsules, which Python code can't make. */
final class Protocols {

    private static final MethodHandle CALL = call();

    private Protocols() {}

    private static MethodHandle call() {
        try {
            return MethodHandles.lookup().findStatic(Protocols.class, "call", MethodType.methodType(void.class, Object.class, long.class));
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void call(Object function, long structure) {
        CallNode.executeUncached(function, structure);
    }

    /** The C function {@code void f(void *structure)} that calls a Python function, which ctypes can't make here. */
    @SuppressWarnings("restricted")
    private static long callback(MethodHandle target) {
        // SAFETY: the stub lives as long as the process, and its callers know its type.
        return Linker.nativeLinker()
                .upcallStub(target, FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG), Arena.global())
                .address();
    }

    private static String name(PyCapsule capsule) {
        if (Dlpack.USED_VERSIONED.isOf(capsule)) {
            return "used_dltensor_versioned";
        }
        return Dlpack.USED_TENSOR.isOf(capsule) ? "used_dltensor" : "another";
    }

    /** Runs statements in the shared context. */
    static void run(String statements) {
        SharedGraalPy.python().eval(statements);
    }

    /** Asserts what the shared context shows for an expression. */
    static void shows(String expression, String expected) {
        assertThat(SharedGraalPy.python().show(expression)).as(expression).isEqualTo(expected);
    }

    /** Defines all that in a context. */
    static void define(GraalPyContext python) {
        python.put("capsule", Builtin.function("make_capsule", List.of("address", "name"), "", () -> new OutlinedBody(
                (node, arguments) -> PFactory.createCapsuleNativeName(
                        PythonLanguage.get(node),
                        Numbers.toIndex(arguments[0]),
                        new CapsuleName(Text.java((TruffleString) arguments[1])).address()))));
        python.define("pointer", capsule -> Borrower.address(null, ((PyCapsule) capsule).getPointer()));
        python.define("name_of", capsule -> name((PyCapsule) capsule));
        python.define("number", Numbers::toIndex);
        python.define("callback", function -> callback(MethodHandles.insertArguments(CALL, 0, function)));
        python.define("call_back", pair -> {
            Object[] items = Sequences.items(pair, IllegalArgumentException::new);
            NativeCallback.call(Numbers.toIndex(items[0]), Numbers.toIndex(items[1]));
            return PNone.NONE;
        });
        python.put("described", Builtin.function("describe_only", List.of("x"), "", () -> new OutlinedBody((node, arguments) -> {
            // Touches no element, so that it may be given addresses that lie.
            try (Borrow borrow = Borrower.borrow(node, arguments[0], Access.SHARED, "described")) {
                return Text.python(borrow.buffer().toString());
            }
        })));
        try {
            python.eval("import bridge, ctypes, gc, loanword");
            python.runResource("protocol_structures.py");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
