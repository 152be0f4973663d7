package dev.loanword.python.graalpy.export;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.runtime.PythonContext;
import dev.loanword.python.graalpy.Builtin;
import dev.loanword.python.graalpy.Instances;
import dev.loanword.python.graalpy.PythonType;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The Java half of {@code loanword.JavaPublisher}. */
final class PublisherType {

    private static final List<String> SELF = List.of("self");
    private static final Cleaner CLEANER = Cleaner.create();

    private PublisherType() {}

    /** A publisher on its way to Python. It is subscribed to when the first value is asked for. */
    static final class Values {

        private final Flow.Publisher<?> publisher;
        private final ToPython conversion;
        private final Subscription subscription = new Subscription();
        private final Cleaner.Cleanable cancellation;
        private boolean subscribed;

        Values(Flow.Publisher<?> publisher, ToPython conversion) {
            this.publisher = publisher;
            this.conversion = conversion;
            this.cancellation = CLEANER.register(this, subscription::cancel);
        }

        /** Asks for one value more, unless one is there or on its way that nobody has taken. */
        private Object request(PythonContext context, Object arrived) {
            subscription.await(new Arrival(context, arrived, conversion));
            if (!subscribed) {
                subscribed = true;
                publisher.subscribe(subscription);
            }
            return PNone.NONE;
        }
    }

    /** Takes one value at a time. What arrives while nobody waits is kept for the next who does. */
    private static final class Subscription implements Flow.Subscriber<Object> {

        private final Queue<Consumer<Arrival>> kept = new ArrayDeque<>();
        private Flow.Subscription source;
        private Arrival waiting;
        private boolean requested;
        private boolean over;

        /** Tells of the next value. */
        void await(Arrival arrival) {
            Consumer<Arrival> next;
            Flow.Subscription asked = null;
            synchronized (this) {
                next = kept.poll();
                if (next == null && over) {
                    next = Arrival::end;
                }
                if (next == null) {
                    waiting = arrival;
                    if (source != null && !requested) {
                        requested = true;
                        asked = source;
                    }
                }
            }
            if (next != null) {
                next.accept(arrival);
            } else if (asked != null) {
                asked.request(1);
            }
        }

        synchronized void stopWaiting() {
            waiting = null;
        }

        void cancel() {
            Flow.Subscription ended;
            synchronized (this) {
                over = true;
                kept.clear();
                ended = source;
            }
            if (ended != null) {
                ended.cancel();
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            boolean asks;
            boolean ends;
            synchronized (this) {
                ends = over || source != null;
                asks = !ends && waiting != null;
                if (!ends) {
                    source = given;
                }
                requested |= asks;
            }
            if (ends) {
                given.cancel();
            } else if (asks) {
                given.request(1);
            }
        }

        @Override
        public void onNext(Object value) {
            deliver(arrival -> arrival.value(value), false);
        }

        @Override
        public void onError(Throwable thrown) {
            deliver(arrival -> arrival.failure(thrown), true);
        }

        @Override
        public void onComplete() {
            deliver(Arrival::end, true);
        }

        private void deliver(Consumer<Arrival> what, boolean last) {
            Arrival told;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = last;
                requested = false;
                told = waiting;
                waiting = null;
                if (told == null) {
                    kept.add(what);
                }
            }
            if (told != null) {
                what.accept(told);
            }
        }
    }

    /** Makes the type in the entered context. */
    static Object create() {
        return new PythonType(
                        "loanword",
                        "_Publisher",
                        "A publisher of Java.",
                        Builtin.notConstructible("loanword._Publisher"),
                        List.of(
                                Builtin.outlined(
                                        "request",
                                        List.of("self", "arrived"),
                                        "Calls arrived(kind, value) with the next value.",
                                        (node, arguments) ->
                                                values(arguments).request(PythonContext.get(node), arguments[1])),
                                Builtin.outlined(
                                        "stop_waiting",
                                        SELF,
                                        "Keeps the next value for the next request.",
                                        (node, arguments) -> {
                                            values(arguments).subscription.stopWaiting();
                                            return PNone.NONE;
                                        }),
                                Builtin.outlined("cancel", SELF, "Ends the subscription.", (node, arguments) -> {
                                    values(arguments).cancellation.clean();
                                    return PNone.NONE;
                                })),
                        List.of())
                .create();
    }

    private static Values values(Object[] arguments) {
        return Instances.java(arguments[0], Values.class, "_Publisher");
    }
}
