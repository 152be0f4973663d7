package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.truffle.api.nodes.Node;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonExceptions;
import dev.loanword.python.graalpy.PythonType;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.List;

/** The Python type {@code loanword.JavaIterator}: the values of a Java iterator, converted one at a time. */
public final class IteratorType {

    private static final List<String> SELF = List.of("self");
    private static final Cleaner CLEANER = Cleaner.create();

    private IteratorType() {}

    /** A Java iterator on its way to Python. It closes what it came from at its end, or when it is dropped. */
    private static final class Values {

        private final Iterator<?> iterator;
        private final ToPython element;
        private final Cleaner.Cleanable source;
        private boolean ended;

        Values(Iterator<?> iterator, ToPython element, Runnable close) {
            this.iterator = iterator;
            this.element = element;
            this.source = CLEANER.register(this, close);
        }

        Object next(Node node) {
            try (CallScope scope = new CallScope(node)) {
                if (!ended && iterator.hasNext()) {
                    return element.convert(scope, iterator.next());
                }
            } catch (Throwable failure) {
                end();
                throw failure;
            }
            end();
            throw PythonExceptions.stopIteration(node);
        }

        void end() {
            ended = true;
            source.clean();
        }
    }

    /** Makes the type in the entered context. */
    public static Object create() {
        return new PythonType(
                        "loanword",
                        "JavaIterator",
                        "The values that a Java function gives one at a time.",
                        Builtin.notConstructible("loanword.JavaIterator"),
                        List.of(
                                Builtin.outlined("__iter__", SELF, "Returns the iterator itself.", (node, arguments) ->
                                        arguments[0]),
                                Builtin.outlined("__next__", SELF, "The next value.", (node, arguments) ->
                                        values(arguments).next(node)),
                                Builtin.outlined(
                                        "close",
                                        SELF,
                                        "Ends the iteration and closes what it came from; a second time has no effect.",
                                        (node, arguments) -> {
                                            values(arguments).end();
                                            return PNone.NONE;
                                        })),
                        List.of())
                .create();
    }

    /**
     * A Python iterator.
     *
     * @param close what to run at the end
     */
    static Object iterator(CallScope scope, Iterator<?> iterator, ToPython element, Runnable close) {
        return Instances.create(scope.host().iteratorType(), new Values(iterator, element, close));
    }

    private static Values values(Object[] arguments) {
        return Instances.java(arguments[0], Values.class, "JavaIterator");
    }
}
