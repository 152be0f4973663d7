package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool of Python hosts. */
@Timeout(120)
class PythonHostPoolTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger prepared = new AtomicInteger();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private PythonHostPool open(int size) {
        return PythonHostPool.open(size, PythonHost.builder(), host -> {
            host.run("count = 0\ndef bump():\n    global count\n    count += 1\n    return count");
            prepared.incrementAndGet();
        });
    }

    /** Starts a thread and returns once it waits in the pool. */
    private Thread waiting(Runnable body) throws InterruptedException {
        Thread thread = new Thread(body);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void each_use_has_a_prepared_host_alone() throws Exception {
        try (PythonHostPool pool = open(2)) {
            assertThat(prepared).hasValue(2);
            assertThat(pool.size()).isEqualTo(2);
            CyclicBarrier bothInside = new CyclicBarrier(2);
            Callable<Integer> use = () -> pool.with(host -> {
                bothInside.await();
                return host.call(int.class, "bump");
            });
            assertThat(threads.invokeAll(List.of(use, use))).extracting(Future::get).containsExactly(1, 1);
            int next = pool.with(host -> host.call(int.class, "bump"));
            assertThat(next).isEqualTo(2);
            assertThat(pool.leased()).isZero();
        }
    }

    @Test
    void many_threads_share_few_hosts_and_no_call_is_lost() throws Exception {
        try (PythonHostPool pool = open(2)) {
            List<Callable<Integer>> uses = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                uses.add(() -> pool.with(host -> host.call(int.class, "bump")));
            }
            ExecutorService eight = Executors.newFixedThreadPool(8);
            for (Future<Integer> use : eight.invokeAll(uses)) {
                use.get();
            }
            eight.shutdown();
            int sum = 0;
            try (PythonHostPool.Lease one = pool.lease(); PythonHostPool.Lease other = pool.lease()) {
                sum = one.host().eval("count", int.class) + other.host().eval("count", int.class);
            }
            assertThat(sum).isEqualTo(200);
        }
    }

    @Test
    void who_asks_first_is_served_first() throws Exception {
        try (PythonHostPool pool = open(1)) {
            List<Integer> served = new ArrayList<>();
            List<Thread> all = new ArrayList<>();
            try (PythonHostPool.Lease held = pool.lease()) {
                for (int i = 0; i < 5; i++) {
                    int number = i;
                    all.add(waiting(() -> {
                        try {
                            pool.with(host -> served.add(number));
                        } catch (InterruptedException stop) {
                            throw new IllegalStateException(stop);
                        }
                    }));
                }
                assertThat(held.host().eval("1", int.class)).isEqualTo(1);
            }
            for (Thread thread : all) {
                thread.join();
            }
            assertThat(served).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void waiting_for_a_host_has_an_end() throws Exception {
        try (PythonHostPool pool = open(1); PythonHostPool.Lease held = pool.lease(Duration.ofSeconds(9))) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> pool.lease(Duration.ofMillis(10)))
                    .withMessage("no host of the pool became free within 0.01 s: all 1 are leased; give them back sooner, set"
                            + " limits with PythonHost.within, or open a larger pool");
            CountDownLatch interrupted = new CountDownLatch(1);
            Thread waiter = waiting(() -> {
                try {
                    pool.lease();
                } catch (InterruptedException stop) {
                    interrupted.countDown();
                }
            });
            waiter.interrupt();
            interrupted.await();
            assertThat(held.host().isOpen()).isTrue();
            assertThat(pool.leased()).isEqualTo(1);
        }
    }

    @Test
    void a_host_that_was_stopped_is_replaced() throws Exception {
        try (PythonHostPool pool = open(1)) {
            PythonHost[] first = new PythonHost[1];
            assertThatExceptionOfType(PythonStoppedException.class).isThrownBy(() -> pool.with(host -> {
                first[0] = host;
                host.run("count = 100");
                host.within(Duration.ofMillis(50), () -> host.run("while True: pass"));
                return null;
            }));
            assertThat(first[0].isOpen()).isFalse();
            assertThat(prepared).hasValue(1);
            int fresh = pool.with(host -> host.call(int.class, "bump"));
            assertThat(fresh).isEqualTo(1);
            assertThat(prepared).hasValue(2);
        }
    }

    @Test
    void an_exception_of_a_script_leaves_its_host_in_use_and_a_closed_host_is_replaced() throws Exception {
        try (PythonHostPool pool = open(1)) {
            assertThatExceptionOfType(PythonHostException.class)
                    .isThrownBy(() -> pool.with(host -> host.eval("1 / 0")))
                    .withMessage("ZeroDivisionError: division by zero");
            assertThat(prepared).hasValue(1);
            pool.with(host -> {
                host.close();
                return null;
            });
            int fresh = pool.with(host -> host.call(int.class, "bump"));
            assertThat(fresh).isEqualTo(1);
            assertThat(prepared).hasValue(2);
        }
    }

    @Test
    void a_preparation_that_fails_is_told_and_tried_again() throws Exception {
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> PythonHostPool.open(2, PythonHost.builder(), host -> host.run("import no_such_module")))
                .withMessage("ModuleNotFoundError: No module named 'no_such_module'");
        assertThatIllegalStateException()
                .isThrownBy(() -> PythonHostPool.open(1, PythonHost.builder(), host -> {
                    throw new IOException("no disk");
                }))
                .withMessage("a host of the pool could not be prepared: java.io.IOException: no disk");
        boolean[] fails = {false};
        try (PythonHostPool pool = PythonHostPool.open(1, PythonHost.builder(), host -> {
            if (fails[0]) {
                throw new IOException("no disk");
            }
        })) {
            pool.with(host -> {
                host.close();
                return null;
            });
            fails[0] = true;
            assertThatIllegalStateException().isThrownBy(pool::lease);
            assertThat(pool.leased()).isZero();
            fails[0] = false;
            int sum = pool.with(host -> host.eval("1 + 1", int.class));
            assertThat(sum).isEqualTo(2);
        }
    }

    @Test
    void a_lease_ends_once_and_for_all() throws Exception {
        try (PythonHostPool pool = open(1)) {
            PythonHostPool.Lease lease = pool.lease();
            lease.close();
            lease.close();
            assertThat(pool.leased()).isZero();
            assertThatIllegalStateException()
                    .isThrownBy(lease::host)
                    .withMessage("this host was given back to its pool; lease one again");
        }
    }

    @Test
    void closing_tells_how_many_hosts_are_leased_and_waits_for_them() throws Exception {
        PythonHostPool pool = open(2);
        PythonHostPool.Lease lease = pool.lease();
        PythonHost host = lease.host();
        Future<?> busy = threads.submit(() -> host.run("import time; time.sleep(1000)"));
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.close(Duration.ofMillis(300)))
                .withMessage("1 of 2 hosts of the pool are still leased after 0.3 s; close their leases, or stop their Python code"
                        + " with PythonHostPool.interrupt()");
        assertThatIllegalStateException()
                .isThrownBy(pool::lease)
                .withMessage("this pool of Python hosts is closed; open another with PythonHostPool.open");
        Thread closing = waiting(pool::close);
        while (!busy.isDone()) {
            pool.interrupt();
        }
        assertThat(catchThrowableOfType(ExecutionException.class, busy::get)).hasCauseInstanceOf(PythonStoppedException.class);
        assertThat(closing.isAlive()).isTrue();
        lease.close();
        closing.join();
        assertThat(host.isOpen()).isFalse();
        pool.close();
    }

    @Test
    void who_waits_when_the_pool_is_closed_is_told() throws Exception {
        PythonHostPool pool = open(1);
        PythonHostPool.Lease lease = pool.lease();
        List<Throwable> thrown = new ArrayList<>();
        Thread waiter = waiting(() -> thrown.add(
                catchThrowableOfType(IllegalStateException.class, pool::lease)));
        Thread closing = waiting(pool::close);
        waiter.join();
        assertThat(thrown.getFirst()).hasMessage("this pool of Python hosts is closed; open another with PythonHostPool.open");
        lease.close();
        closing.join();
    }

    @Test
    void a_pool_has_a_host_at_least() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(0))
                .withMessage("a pool has 1 host or more, not 0");
    }
}
