package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.lib.IteratorExhausted;
import com.oracle.graal.python.lib.PyIterNextNode;
import com.oracle.graal.python.lib.PyObjectGetIter;
import dev.loanword.export.model.ValueType.IterationKind;
import dev.loanword.python.graalpy.Sequences;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Iterators, both ways: each value crosses when it is asked for. */
final class Iterations {

    private Iterations() {}

    /** A conversion of any Python iterable. What it gives can be used until the call returns. */
    static FromPython fromPython(IterationKind kind, FromPython element) {
        return (scope, place, value) -> {
            if (!Sequences.isIterable(value)) {
                throw place.mismatch(scope.node(), "an iterable", value);
            }
            Place inner = place.inner("item");
            return switch (kind) {
                case ITERATOR -> new PythonIterator(scope, inner, element, value);
                case ITERABLE -> (Iterable<Object>) () -> new PythonIterator(scope, inner, element, value);
                case STREAM -> stream(new PythonIterator(scope, inner, element, value));
            };
        };
    }

    private static Stream<Object> stream(Iterator<Object> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }

    /** A conversion of a Java iterator, iterable or stream into a Python iterator. */
    static ToPython toPython(IterationKind kind, ToPython element) {
        return (scope, value) -> switch (kind) {
            case ITERATOR -> IteratorType.iterator(scope, (Iterator<?>) value, element, () -> {});
            case ITERABLE -> IteratorType.iterator(scope, ((Iterable<?>) value).iterator(), element, () -> {});
            case STREAM -> {
                Stream<?> stream = (Stream<?>) value;
                yield IteratorType.iterator(scope, stream.iterator(), element, stream::close);
            }
        };
    }

    /** A Python iterator as Java sees it, for the time of a call. */
    private static final class PythonIterator implements Iterator<Object> {

        private final CallScope scope;
        private final Place place;
        private final FromPython element;
        private final Object iterator;
        private Object next;
        private boolean ahead;
        private boolean exhausted;

        PythonIterator(CallScope scope, Place place, FromPython element, Object iterable) {
            this.scope = scope;
            this.place = place;
            this.element = element;
            this.iterator = PyObjectGetIter.executeUncached(iterable);
        }

        @Override
        public boolean hasNext() {
            scope.checkRunning(place);
            if (!ahead && !exhausted) {
                try {
                    next = element.convert(scope, place, PyIterNextNode.executeUncached(iterator));
                    ahead = true;
                } catch (IteratorExhausted end) {
                    exhausted = true;
                }
            }
            return ahead;
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the Python iterator has no more values");
            }
            ahead = false;
            return next;
        }
    }
}
