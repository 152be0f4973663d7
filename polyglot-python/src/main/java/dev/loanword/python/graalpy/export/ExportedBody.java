package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.PNotImplemented;
import com.oracle.graal.python.builtins.objects.function.PArguments;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.loanword.export.ReadyValues;
import dev.loanword.memory.ByteSlice;
import dev.loanword.memory.CopyLedger;
import dev.loanword.python.graalpy.ByteSliceViews;
import dev.loanword.python.graalpy.FunctionBody;
import dev.loanword.python.graalpy.HandoverPoint;
import dev.loanword.python.graalpy.HostState;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.JavaInstance;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.SafepointCheckpoint;
import java.util.List;
import java.util.NoSuchElementException;

/** The body of an exported function: picks the Java method, converts the arguments, calls it, converts the result. */
final class ExportedBody extends FunctionBody {

    private final String name;
    private final JavaCall[] overloads;
    private final Receiver receiver;
    private final Outcome outcome;
    private final boolean operator;
    private final boolean next;
    /** The class whose instances may have their next value at hand; {@code null} if this is no {@code __next__} of such. */
    private final Class<?> readyOwner;
    private final HandoverPoint handover = new HandoverPoint();
    private final SafepointCheckpoint checkpoint = new SafepointCheckpoint(this);
    /** The way of numbers alone. */
    private final DirectCall plain;
    /** The direct way of the only overload. */
    private final DirectOverload only;
    private final boolean direct;
    @CompilationFinal private boolean general;

    /** Finds the Java object that a method is called on. */
    @FunctionalInterface
    interface Receiver {
        /** The object, given what the function is bound to; {@code null} where there is none. */
        Object of(CallScope scope, Object bound);

        /** The same, for what has to know the arguments. */
        default Object of(CallScope scope, Object bound, Object[] frameArguments) {
            return of(scope, bound);
        }
    }

    /** Makes the function's Python value of what the Java method returned. */
    @FunctionalInterface
    interface Outcome {
        /** The value; {@code bound} is what the function is bound to. */
        Object of(CallScope scope, JavaCall call, Object bound, Object returned);

        /** What the conversion of the result makes of it. */
        Outcome CONVERTED = (scope, call, bound, returned) -> call.toPython(scope, returned);
    }

    /**
     * @param name the function's name for errors, with its class before it
     * @param overloads the Java methods, in the order in which they are tried
     */
    ExportedBody(String name, List<JavaCall> overloads, Receiver receiver, Outcome outcome) {
        this.name = name;
        this.overloads = overloads.toArray(JavaCall[]::new);
        this.receiver = receiver;
        this.outcome = outcome;
        this.operator = SpecialMethods.isOperator(name);
        this.next = name.endsWith(".__next__");
        this.readyOwner = next && ReadyValues.class.isAssignableFrom(overloads.getFirst().owner())
                ? overloads.getFirst().owner()
                : null;
        boolean converted = outcome == Outcome.CONVERTED && !operator && !next;
        this.direct = converted && overloads.stream().anyMatch(overload -> overload.direct() != null);
        this.only = direct && overloads.size() == 1 ? overloads.getFirst().direct() : null;
        this.plain = only == null ? null : only.plain();
    }

    @Override
    public Object call(VirtualFrame frame) {
        if (readyOwner != null) {
            Object ready = ready(argument(frame, 0));
            if (ready != null) {
                return ready;
            }
        }
        if (direct) {
            Object result;
            if (only == null) {
                result = callDirectly(HostState.of(this), frame.getArguments());
            } else {
                // What the host is asked for is asked here, where it is known to the compiler.
                HostState host = plain == null ? HostState.of(this) : null;
                Object first = argument(frame, host, 0);
                Object second = argument(frame, host, 1);
                Object third = argument(frame, host, 2);
                result = plain != null
                        ? callPlainly(argument(frame, 0), first, second, third)
                        : callDirectly(only, host, argument(frame, 0), first, second, third);
            }
            if (result != DirectCall.NOT_TAKEN) {
                return result;
            }
            if (!general) {
                // Most functions never come here: then the frame need not exist in compiled code.
                CompilerDirectives.transferToInterpreterAndInvalidate();
                general = true;
            }
        }
        return callingPython(frame, this::run, frame.getArguments());
    }

    /** The next value of an iterator that has it at hand, else {@code null}. Bytes are made in compiled code. */
    private Object ready(Object bound) {
        if (!(bound instanceof JavaInstance instance) || !readyOwner.isInstance(instance.java())) {
            return null;
        }
        Object value = nextIfReady(instance.java(), HostState.of(this).ledger());
        if (value == null) {
            return null;
        }
        if (HandoverPoint.isDue()) {
            offerHandover();
        }
        if (value instanceof byte[] bytes) {
            return PFactory.createBytes(PythonLanguage.get(this), bytes);
        }
        return value instanceof ByteSlice slice ? ByteSliceViews.memoryview(this, slice) : convertReady(value);
    }

    @TruffleBoundary
    private Object nextIfReady(Object java, CopyLedger ledger) {
        try {
            return java instanceof Directed ? null : ((ReadyValues) java).nextIfReady(ledger);
        } catch (Throwable thrown) {
            throw PythonExceptions.translate(this, thrown);
        }
    }

    @TruffleBoundary
    private Object convertReady(Object value) {
        try (CallScope scope = new CallScope(this)) {
            return Values.toPython(scope, value);
        }
    }

    private Object argument(VirtualFrame frame, HostState host, int index) {
        int position = only.position(index);
        return position >= 0 ? argument(frame, position) : only.supplied(index, host, checkpoint);
    }

    /** What it throws is translated by the root, which calls no Python code with this frame's state. */
    private Object callPlainly(Object bound, Object first, Object second, Object third) {
        try {
            return plain.call(bound, first, second, third);
        } catch (Throwable thrown) {
            throw PythonExceptions.translate(this, thrown);
        }
    }

    /** As {@link #callPlainly}, for what is borrowed or supplied besides. */
    private Object callDirectly(
            DirectOverload overload, HostState host, Object bound, Object first, Object second, Object third) {
        try {
            Object result = overload.attempt(host, bound, first, second, third);
            if (HandoverPoint.isDue()) {
                offerHandover();
            }
            return result;
        } catch (Throwable thrown) {
            throw PythonExceptions.translate(this, thrown);
        }
    }

    @TruffleBoundary
    private void offerHandover() {
        handover.offer();
    }

    /** An overload is passed over only if it does not take the arguments in the general way either. */
    @TruffleBoundary
    private Object callDirectly(HostState host, Object[] frameArguments) {
        for (JavaCall overload : overloads) {
            DirectOverload candidate = overload.direct();
            Object result = candidate == null
                    ? DirectCall.NOT_TAKEN
                    : callDirectly(
                            candidate,
                            host,
                            PArguments.getArgument(frameArguments, 0),
                            argument(candidate, frameArguments, host, 0),
                            argument(candidate, frameArguments, host, 1),
                            argument(candidate, frameArguments, host, 2));
            if (result != DirectCall.NOT_TAKEN || overload.accepts(frameArguments)) {
                return result;
            }
        }
        return DirectCall.NOT_TAKEN;
    }

    private Object argument(DirectOverload overload, Object[] frameArguments, HostState host, int index) {
        int position = overload.position(index);
        return position >= 0
                ? PArguments.getArgument(frameArguments, position)
                : overload.supplied(index, host, checkpoint);
    }

    @TruffleBoundary
    private Object run(Object frameArguments) {
        Object[] arguments = (Object[]) frameArguments;
        Object bound = PArguments.getArgument(arguments, 0);
        if (operator && accepting(arguments) == null) {
            // Python then asks the other operand, and has the right words if that does not know either.
            checkInitialized(arguments);
            return PNotImplemented.NOT_IMPLEMENTED;
        }
        JavaCall call = overloads.length == 1 ? overloads[0] : choose(arguments);
        try (CallScope scope = call.scope(this)) {
            Object target = receiver.of(scope, bound, arguments);
            if (target instanceof Directed) {
                scope.mayRunPython();
            }
            Object[] converted = call.convert(scope, arguments);
            Object result = outcome.of(scope, call, bound, call.invoke(scope, target, converted));
            handover.offer();
            return result;
        } catch (NoSuchElementException end) {
            throw next ? PythonExceptions.stopIteration(this) : PythonExceptions.translate(this, end);
        } catch (Throwable thrown) {
            throw PythonExceptions.translate(this, thrown);
        }
    }

    /** An operand without its Java half is of the right type all the same. */
    private void checkInitialized(Object[] frameArguments) {
        for (int i = 0; i < PArguments.getUserArgumentLength(frameArguments); i++) {
            Instances.checkInitialized(this, PArguments.getArgument(frameArguments, i));
        }
    }

    private JavaCall choose(Object[] arguments) {
        JavaCall accepting = accepting(arguments);
        if (accepting == null) {
            throw JavaCall.refusal(this, name, overloads, arguments);
        }
        return accepting;
    }

    private JavaCall accepting(Object[] arguments) {
        for (JavaCall overload : overloads) {
            if (overload.accepts(arguments)) {
                return overload;
            }
        }
        return null;
    }
}
