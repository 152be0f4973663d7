package dev.loanword.python.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loanword.export.PyClass;
import dev.loanword.export.PyConstructor;
import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Futures of Java that Python awaits, and publishers that it iterates over asynchronously. */
public class AsynchronousTest {

    /** Functions that give their values later. */
    @PyModule(name = "feeds", classes = {Ticker.class})
    public static final class Feeds {
        private static final ExecutorService THREADS =
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        private static CompletableFuture<String> last;
        private static Flow.Subscriber<? super Long> listener;
        private static long asked;

        private Feeds() {}

        @PyFunction(doc = "Fetches a text.")
        public static CompletableFuture<String> fetch(String name) {
            return CompletableFuture.supplyAsync(() -> "<" + name + ">", THREADS);
        }

        @PyFunction
        public static CompletableFuture<Integer> ready() {
            return CompletableFuture.completedFuture(7);
        }

        @PyFunction
        public static CompletableFuture<Void> nothing() {
            return CompletableFuture.runAsync(() -> {}, THREADS);
        }

        @PyFunction
        public static CompletableFuture<String> fail() {
            return CompletableFuture.supplyAsync(
                    () -> {
                        throw new IndexOutOfBoundsException("nothing at 5");
                    },
                    THREADS);
        }

        @PyFunction
        public static CompletableFuture<String> never() {
            last = new CompletableFuture<>();
            return last;
        }

        @PyFunction
        public static void giveUp() {
            last.cancel(false);
        }

        @PyFunction
        public static boolean lastIsCancelled() {
            return last.isCancelled();
        }

        @PyFunction
        public static Flow.Publisher<Long> squares(long count) {
            return subscriber -> subscriber.onSubscribe(new Numbers(subscriber, count, Long.MAX_VALUE));
        }

        @PyFunction
        public static Flow.Publisher<Long> failing(long after) {
            return subscriber -> subscriber.onSubscribe(new Numbers(subscriber, Long.MAX_VALUE, after));
        }

        @PyFunction
        public static Flow.Publisher<Long> byHand() {
            return subscriber -> {
                listener = subscriber;
                asked = 0;
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long wanted) {
                        asked += wanted;
                    }

                    @Override
                    public void cancel() {}
                });
            };
        }

        @PyFunction
        public static void emit(long value) {
            listener.onNext(value);
        }

        @PyFunction
        public static long asked() {
            return asked;
        }

        @PyFunction
        public static int mostOutstanding() {
            return Numbers.MOST_OUTSTANDING.get();
        }

        @PyFunction
        public static boolean wasCancelled() throws InterruptedException {
            Numbers.cancelled.await();
            return true;
        }
    }

    /** Publishes squares from other threads, only what was asked for. */
    private static final class Numbers implements Flow.Subscription {
        private static final AtomicInteger MOST_OUTSTANDING = new AtomicInteger();
        private static volatile CountDownLatch cancelled = new CountDownLatch(1);

        private final Flow.Subscriber<? super Long> subscriber;
        private final long count;
        private final long failAfter;
        private final AtomicInteger outstanding = new AtomicInteger();
        private long next;

        Numbers(Flow.Subscriber<? super Long> subscriber, long count, long failAfter) {
            this.subscriber = subscriber;
            this.count = count;
            this.failAfter = failAfter;
            cancelled = new CountDownLatch(1);
        }

        @Override
        public void request(long wanted) {
            int now = outstanding.addAndGet((int) wanted);
            MOST_OUTSTANDING.accumulateAndGet(now, Math::max);
            Feeds.THREADS.execute(this::publish);
        }

        private synchronized void publish() {
            if (next == failAfter) {
                subscriber.onError(new ArithmeticException("too many"));
            } else if (next == count) {
                subscriber.onComplete();
            } else {
                long value = next * next;
                next++;
                outstanding.decrementAndGet();
                subscriber.onNext(value);
            }
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }
    }

    /** An asynchronous iterator by itself. */
    @PyClass
    public static final class Ticker {
        private int left;

        @PyConstructor
        public Ticker(int left) {
            this.left = left;
        }

        @PyFunction(name = "__aiter__")
        public Ticker iterator() {
            return this;
        }

        @PyFunction(name = "__anext__")
        public CompletableFuture<Integer> next() {
            return CompletableFuture.supplyAsync(() -> left == 0 ? null : left--, Feeds.THREADS);
        }
    }

    @RegisterExtension
    static final ExportHost PYTHON = new ExportHost(Feeds.class);

    @BeforeAll
    static void asyncio() {
        PYTHON.run(
                """
                import asyncio, collections.abc, gc, traceback
                import feeds

                def run(main):
                    return asyncio.run(main())

                async def collect(values):
                    return [value async for value in values]
                """);
    }

    @Test
    void a_future_is_awaited() {
        PYTHON.run("async def main():\n    return await feeds.fetch('a'), await feeds.ready(), await feeds.nothing()");
        assertThat(PYTHON.show("run(main)")).isEqualTo("('<a>', 7, None)");
        assertThat(PYTHON.show("isinstance(feeds.ready(), collections.abc.Awaitable)")).isEqualTo("True");
    }

    @Test
    void futures_are_gathered_and_awaited_twice() {
        PYTHON.run(
                """
                async def main():
                    one = feeds.fetch('x')
                    texts = await asyncio.gather(*(feeds.fetch(str(i)) for i in range(20)), one)
                    return texts[0], texts[-2], texts[-1], await one, await asyncio.wait_for(feeds.fetch('w'), 60)
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("('<0>', '<19>', '<x>', '<x>', '<w>')");
    }

    @Test
    void a_failure_is_the_python_exception_that_stands_for_it() {
        PYTHON.run(
                """
                async def main():
                    try:
                        await feeds.fail()
                    except IndexError as e:
                        return str(e), e.java_exception.class_name, [f.name for f in traceback.extract_tb(e.__traceback__)][0]
                """);
        assertThat(PYTHON.show("run(main)"))
                .isEqualTo("('nothing at 5', 'java.util.concurrent.CompletionException', 'main')");
    }

    @Test
    void cancelling_whoever_awaits_cancels_the_future() {
        PYTHON.run(
                """
                async def main():
                    try:
                        await asyncio.wait_for(feeds.never(), 0.01)
                    except TimeoutError:
                        timed_out = feeds.last_is_cancelled()
                    task = asyncio.create_task(wait())
                    await asyncio.sleep(0)
                    task.cancel()
                    try:
                        await task
                    except asyncio.CancelledError:
                        return timed_out, feeds.last_is_cancelled()

                async def wait():
                    await feeds.never()
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("(True, True)");
    }

    @Test
    void a_future_that_java_cancels_is_cancelled() {
        PYTHON.run(
                """
                async def main():
                    waiting = feeds.never()
                    feeds.give_up()
                    try:
                        await waiting
                    except asyncio.CancelledError:
                        return 'cancelled'
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("'cancelled'");
    }

    @Test
    void a_publisher_is_iterated_over_one_value_at_a_time() {
        PYTHON.run("async def main():\n    return await collect(feeds.squares(50))");
        assertThat(PYTHON.show("run(main) == [i * i for i in range(50)]")).isEqualTo("True");
        assertThat(PYTHON.show("feeds.most_outstanding()")).isEqualTo("1");
        assertThat(PYTHON.show("isinstance(feeds.squares(1), collections.abc.AsyncIterator)")).isEqualTo("True");
    }

    @Test
    void an_empty_publisher_ends_at_once_and_stays_ended() {
        PYTHON.run(
                """
                async def main():
                    values = feeds.squares(0)
                    return await collect(values), await collect(values)
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("([], [])");
    }

    @Test
    void a_publishers_failure_comes_after_its_values() {
        PYTHON.run(
                """
                async def main():
                    seen = []
                    try:
                        async for value in feeds.failing(2):
                            seen.append(value)
                    except OverflowError as e:
                        return seen, str(e)
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("([0, 1], 'too many')");
    }

    @Test
    void closing_a_publisher_ends_the_subscription() {
        PYTHON.run(
                """
                async def main():
                    values = feeds.squares(10)
                    first = await anext(values)
                    await values.aclose()
                    return first, feeds.was_cancelled(), await collect(values)
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("(0, True, [])");
    }

    @Test
    void a_value_that_nobody_waits_for_any_more_is_the_next_one() {
        PYTHON.run(
                """
                async def main():
                    values = feeds.by_hand()
                    waiting = asyncio.ensure_future(anext(values))
                    await asyncio.sleep(0)
                    waiting.cancel()
                    await asyncio.wait([waiting])
                    feeds.emit(5)
                    five = await anext(values)
                    late = asyncio.ensure_future(anext(values))
                    await asyncio.sleep(0)
                    feeds.emit(6)
                    late.cancel()
                    await asyncio.wait([late])
                    return waiting.cancelled(), five, late.cancelled(), await anext(values), feeds.asked()
                """);
        assertThat(PYTHON.show("run(main)")).isEqualTo("(True, 5, True, 6, 2)");
    }

    @Test
    void an_exported_class_is_an_asynchronous_iterator_itself() {
        PYTHON.run("async def main():\n    return await collect(feeds.Ticker(3))");
        assertThat(PYTHON.show("run(main)")).isEqualTo("[3, 2, 1]");
    }

    @Test
    void neither_type_is_constructed_by_python() {
        assertThat(PYTHON.show("type(feeds.ready())()"))
                .isEqualTo("TypeError: cannot create 'loanword.JavaFuture' instances");
        assertThat(PYTHON.show("type(feeds.squares(1))()"))
                .isEqualTo("TypeError: cannot create 'loanword.JavaPublisher' instances");
    }
}
