package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.lib.PyCallableCheckNode;
import com.oracle.graal.python.nodes.call.CallNode;
import com.oracle.graal.python.runtime.PythonContext;
import dev.loanword.export.model.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Python callables as Java functional interfaces. A Python exception passes through Java unchanged. */
final class Callbacks {

    private Callbacks() {}

    static FromPython fromPython(ValueType.Callback type, CoreClasses classes) {
        Class<?> functional = classes.find(type.interfaceName());
        CallbackFactory factory = CallbackSpinner.of(type, functional);
        List<ToPython> parameters = new ArrayList<>();
        for (ValueType parameter : type.parameters()) {
            parameters.add(ResultConversions.of(parameter, classes));
        }
        boolean returns = type.result() != ValueType.Simple.NONE;
        FromPython result = returns ? ArgumentConversions.of(type.result(), classes) : null;
        return (scope, place, value) -> {
            if (!PyCallableCheckNode.executeUncached(value)) {
                throw place.mismatch(scope.node(), "callable", value);
            }
            return factory.make(new PythonCallable(scope, place.inner("result"), value, parameters, result));
        };
    }

    /** The Python callable behind an object of a functional interface, or {@code null} if it is Java's own. */
    static Object callableOf(Object functional) {
        return functional instanceof PythonCallback callback && callback.target() instanceof PythonCallable python
                ? python.callable
                : null;
    }

    /** One Python callable, as often as Java calls it: also after the call that passed it has returned. */
    private static final class PythonCallable implements CallbackTarget {

        private final CallScope scope;
        private final PythonContext context;
        private final Place place;
        private final Object callable;
        private final List<ToPython> parameters;
        private final FromPython result;
        private final Thread thread = Thread.currentThread();

        PythonCallable(CallScope scope, Place place, Object callable, List<ToPython> parameters, FromPython result) {
            this.scope = scope;
            this.context = PythonContext.get(scope.node());
            this.place = place;
            this.callable = callable;
            this.parameters = parameters;
            this.result = result;
        }

        @Override
        public Object call(Object... arguments) {
            if (scope.isRunning() && Thread.currentThread() != thread) {
                throw new IllegalStateException(place + ": the function was called from " + Thread.currentThread()
                        + " while Python waits for the call in " + thread
                        + "; call it from the thread of the call, or after the call");
            }
            return PythonEntry.call(context, () -> callHere(scope, arguments));
        }

        private Object callHere(CallScope calling, Object[] arguments) {
            Object[] converted = new Object[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                converted[i] = parameters.get(i).convert(calling, arguments[i]);
            }
            Object returned = CallNode.executeUncached(callable, converted);
            return result == null ? null : result.convert(calling, place, returned);
        }
    }
}
