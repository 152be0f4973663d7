package dev.loanword.warm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Signals that this process gets. Java has one way to hear of them, {@code sun.misc.Signal}, and a compiler that can't be asked not
 * to warn of it; so it is called by its name.
 */
final class ProcessSignals {
    /** Of Linux, without those that the JVM keeps for itself, such as QUIT and USR1, and those that nobody can handle. */
    private static final List<String> NAMES = List.of(
            "INT", "TERM", "HUP", "TRAP", "ABRT", "BUS", "USR2", "PIPE", "ALRM", "STKFLT", "CHLD", "CONT", "TSTP", "TTIN", "TTOU",
            "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

    /** How many of the names end a process that does nothing about it, and come from people, terminals and service managers. */
    private static final int ENDING = 3;

    private final IntConsumer listener;
    private final Class<?> handlerType;
    private final Object handler;
    private final Object ignored;
    private final MethodHandle create;
    private final MethodHandle number;
    private final MethodHandle handle;

    /**
     * @param listener gets the numbers of signals, in threads of the JVM's
     */
    ProcessSignals(IntConsumer listener) {
        this.listener = listener;
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            handlerType = Class.forName("sun.misc.SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            create = lookup.findConstructor(type, MethodType.methodType(void.class, String.class))
                    .asType(MethodType.methodType(Object.class, String.class));
            number = lookup.findVirtual(type, "getNumber", MethodType.methodType(int.class))
                    .asType(MethodType.methodType(int.class, Object.class));
            handle = lookup.findStatic(type, "handle", MethodType.methodType(handlerType, type, handlerType))
                    .asType(MethodType.methodType(Object.class, Object.class, Object.class));
            ignored = handlerType.getField("SIG_IGN").get(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("the JDK has no module jdk.unsupported", missing);
        }
        handler = Proxy.newProxyInstance(
                ProcessSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    listener.accept(numberOf(arguments[0]));
                    return null;
                });
    }

    /** Listens to the signals that end a process. */
    void listenToEnding() {
        NAMES.subList(0, ENDING).forEach(this::listen);
    }

    /** Listens to a signal; does nothing if Java does not let programs handle it. */
    void listenTo(int signal) {
        for (String name : NAMES) {
            Object candidate = find(name);
            if (candidate != null && numberOf(candidate) == signal) {
                listen(name);
            }
        }
    }

    private void listen(String name) {
        Object signal = find(name);
        if (signal != null) {
            Object before = handle(signal, handler);
            if (before == ignored) {
                // As after nohup: who started this process does not want it to end that way.
                handle(signal, before);
            }
        }
    }

    /** The signal, or {@code null} where this operating system has none of that name. */
    private Object find(String name) {
        try {
            return (Object) create.invokeExact(name);
        } catch (IllegalArgumentException unknown) {
            return null;
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    private int numberOf(Object signal) {
        try {
            return (int) number.invokeExact(signal);
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    /** What handled the signal before; {@code null} if the JVM itself uses it. */
    private Object handle(Object signal, Object by) {
        try {
            return (Object) handle.invokeExact(signal, by);
        } catch (IllegalArgumentException taken) {
            return null;
        } catch (Throwable impossible) {
            throw impossible(impossible);
        }
    }

    private static IllegalStateException impossible(Throwable thrown) {
        return new IllegalStateException("sun.misc.Signal throws no checked exceptions; please report this", thrown);
    }
}
