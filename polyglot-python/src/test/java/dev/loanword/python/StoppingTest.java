package dev.loanword.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loanword.export.PyFunction;
import dev.loanword.export.PyModule;
import dev.loanword.kernels.Checkpoint;
import dev.loanword.python.PythonStoppedException.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python code is stopped: by time limits, by other threads, by interrupting its thread, by force. */
@Timeout(60)
public class StoppingTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Java code that scripts wait for. */
    @PyModule(name = "waits")
    public static final class Waits {
        private static volatile CountDownLatch started = new CountDownLatch(1);
        private static volatile boolean stuckEnds;

        private Waits() {}

        /** Tells the test that Python is here. */
        @PyFunction
        public static void here() {
            started.countDown();
        }

        @PyFunction
        public static Object forSomething() throws InterruptedException {
            started.countDown();
            return new LinkedBlockingQueue<>().take();
        }

        @PyFunction
        public static void polling(Checkpoint checkpoint) {
            started.countDown();
            while (true) {
                checkpoint.poll();
            }
        }

        @PyFunction(releasesGil = true)
        public static void stuck() {
            started.countDown();
            while (!stuckEnds) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static PythonHost host;
    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        host = PythonHost.builder().export(Waits.class).open();
        host.run("import os, select, socket, subprocess, threading, time, waits");
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        host.close();
    }

    private static PythonStoppedException stopped(String code) {
        return catchThrowableOfType(
                PythonStoppedException.class, () -> host.within(SHORT, () -> host.run(code)));
    }

    private static void canBeUsed() {
        assertThat(host.eval("21 * 2", int.class)).isEqualTo(42);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "while True: pass",
        "time.sleep(1000)",
        "lock = threading.Lock(); lock.acquire(); lock.acquire()",
        "threading.Event().wait()",
        "r, w = os.pipe(); os.read(r, 1)",
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); s.accept()",
        "sum(i for i in iter(int, 1))",
        "waits.for_something()",
        "waits.polling()",
        "def f():\n  while True: time.sleep(1000)\nt = threading.Thread(target=f, daemon=True); t.start(); t.join()",
    })
    void a_time_limit_stops_what_loops_sleeps_or_waits(String code) {
        PythonStoppedException thrown = stopped(code);
        assertThat(thrown).hasMessage("Python was stopped, because it ran longer than the limit of 0.2 s");
        assertThat(thrown.reason()).isEqualTo(Reason.TIME_LIMIT);
        assertThat(thrown.hostClosed()).isFalse();
        canBeUsed();
    }

    /** GraalPy's select swallows the KeyboardInterrupt at times; it ends all the same. */
    @Test
    void select_ends_by_an_exception_or_early() {
        host.run("r, w = os.pipe()");
        Throwable thrown = catchThrowable(() -> host.within(SHORT, () -> host.run("ready = select.select([r], [], [])[0]")));
        if (thrown == null) {
            assertThat(host.eval("len(ready)", int.class)).isZero();
        } else {
            assertThat(thrown).isInstanceOf(PythonStoppedException.class);
        }
        canBeUsed();
    }

    @Test
    void the_traceback_shows_where_python_was() {
        PythonStoppedException thrown = stopped("def spin():\n  while True: pass\nspin()");
        // GraalPy leaves out the caller at times, when the exception arrives in compiled code.
        assertThat(thrown.traceback())
                .matches(
                        """
                        Traceback \\(most recent call last\\):
                        (  File "<string>", line 3, in <module>
                        )?  File "<string>", line 2, in spin
                        KeyboardInterrupt
                        """);
        assertThat(thrown.pythonType()).isEqualTo("KeyboardInterrupt");
    }

    @Test
    void stopped_code_cleans_up_and_may_end_in_its_own_way() {
        stopped("done = []\ntry:\n  time.sleep(1000)\nfinally:\n  done.append('cleaned')");
        assertThat(host.eval("done[0]")).isEqualTo("cleaned");
        host.within(SHORT, () -> host.run("try:\n  time.sleep(1000)\nexcept KeyboardInterrupt:\n  done.append('caught')"));
        assertThat(host.eval("done[1]")).isEqualTo("caught");
        assertThatExceptionOfType(PythonHostException.class)
                .isThrownBy(() -> host.within(SHORT, () -> host.run(
                        "try:\n  time.sleep(1000)\nexcept KeyboardInterrupt as e:\n  raise TimeoutError('own') from e")))
                .withMessage("TimeoutError: own");
        canBeUsed();
    }

    @Test
    void what_ends_in_time_is_not_stopped() {
        int result = host.within(Duration.ofMinutes(1), () -> host.eval("1 + 1", int.class));
        assertThat(result).isEqualTo(2);
        String text = host.within(Duration.ofMinutes(1), () -> host.within(Duration.ofDays(9), () -> "no Python at all"));
        assertThat(text).isEqualTo("no Python at all");
    }

    @Test
    void the_time_is_for_the_body_as_a_whole_and_the_outer_limit_counts() {
        assertThatExceptionOfType(PythonStoppedException.class)
                .isThrownBy(() -> host.within(SHORT, () -> host.within(Duration.ofDays(1), () -> {
                    while (true) {
                        host.eval("1");
                    }
                })))
                .withMessage("Python was stopped, because it ran longer than the limit of 0.2 s");
        canBeUsed();
    }

    private static Future<?> running(String code) throws InterruptedException {
        Waits.started = new CountDownLatch(1);
        Future<?> running = threads.submit(() -> host.run(code));
        Waits.started.await();
        return running;
    }

    private static PythonStoppedException stopOf(Future<?> running) {
        ExecutionException thrown = catchThrowableOfType(ExecutionException.class, running::get);
        assertThat(thrown).hasCauseInstanceOf(PythonStoppedException.class);
        return (PythonStoppedException) thrown.getCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "waits.here()\nwhile True: pass",
        "waits.here()\ntime.sleep(1000)",
        "waits.for_something()",
        "waits.polling()"
    })
    void another_thread_interrupts_what_runs(String code) throws InterruptedException {
        Future<?> running = running(code);
        host.interrupt();
        PythonStoppedException thrown = stopOf(running);
        assertThat(thrown).hasMessage("Python was stopped by PythonHost.interrupt()");
        assertThat(thrown.reason()).isEqualTo(Reason.INTERRUPT);
        canBeUsed();
    }

    @Test
    void interrupting_a_host_that_runs_nothing_does_nothing() {
        host.interrupt();
        canBeUsed();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "waits.here()\nwhile True: pass",
        "waits.here()\ntime.sleep(1000)",
        "lock = threading.Lock(); lock.acquire(); waits.here(); lock.acquire()",
        "waits.for_something()"
    })
    void interrupting_the_java_thread_stops_its_python_and_the_thread_stays_interrupted(String code) throws Exception {
        Waits.started = new CountDownLatch(1);
        Future<?> running;
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        running = threads.submit(() -> {
            thread[0] = Thread.currentThread();
            try {
                host.run(code);
            } finally {
                if (Thread.interrupted()) {
                    interrupted.countDown();
                }
            }
        });
        Waits.started.await();
        thread[0].interrupt();
        PythonStoppedException thrown = stopOf(running);
        assertThat(thrown)
                .hasMessage("Python was stopped, because the thread '" + thread[0].getName() + "' was interrupted");
        assertThat(thrown.reason()).isEqualTo(Reason.THREAD_INTERRUPTED);
        assertThat(interrupted.getCount()).isZero();
        canBeUsed();
    }

    @Test
    void an_interrupted_thread_does_not_start_python() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(PythonStoppedException.class)
                    .isThrownBy(() -> host.eval("1"))
                    .withMessage("Python was not started, because the thread '" + Thread.currentThread().getName()
                            + "' is interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        canBeUsed();
    }

    @Test
    void python_threads_run_on_when_their_host_is_interrupted() {
        host.run(
                """
                ticks = []
                go = threading.Event()
                def tick():
                    go.wait()
                    ticks.append('went on')
                ticker = threading.Thread(target=tick)
                ticker.start()
                """);
        stopped("while True: pass");
        host.run("go.set(); ticker.join()");
        assertThat(host.eval("ticks[0]")).isEqualTo("went on");
    }

    @Test
    void code_that_catches_everything_is_ended_with_its_host() {
        try (PythonHost stubborn = PythonHost.builder().gracePeriod(Duration.ofMillis(300)).open()) {
            stubborn.run("import time");
            PythonStoppedException thrown = catchThrowableOfType(PythonStoppedException.class, () -> stubborn.within(
                    SHORT, () -> stubborn.run("while True:\n  try:\n    while True: time.sleep(1)\n  except BaseException: pass")));
            String closed = "it went on for 0.3 s after a KeyboardInterrupt, so its host was closed by force;"
                    + " open another with PythonHost.open()";
            assertThat(thrown).hasMessage("Python was stopped, because it ran longer than the limit of 0.2 s; " + closed);
            assertThat(thrown.hostClosed()).isTrue();
            assertThat(stubborn.isOpen()).isFalse();
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> stubborn.eval("1"))
                    .withMessage("this Python host is closed: Python was stopped; " + closed);
        }
        canBeUsed();
    }

    @Test
    void java_code_that_never_looks_up_keeps_its_thread_but_not_its_host() throws Exception {
        Waits.stuckEnds = false;
        Waits.started = new CountDownLatch(1);
        PythonHost stuck = PythonHost.builder()
                .export(Waits.class)
                .gracePeriod(Duration.ofMillis(100))
                .open();
        Future<?> running = threads.submit(() -> stuck.within(SHORT, () -> stuck.run("import waits; waits.stuck()")));
        Waits.started.await();
        while (stuck.isOpen()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        stuck.close();
        assertThat(running.isDone()).isFalse();
        Waits.stuckEnds = true;
        assertThat(stopOf(running).hostClosed()).isTrue();
        canBeUsed();
    }

    @Test
    void stopping_an_inner_use_ends_the_outer_one_as_python_has_it() {
        host.run("import waits");
        PythonStoppedException thrown = stopped("""
                try:
                    waits.for_something()
                finally:
                    seen = 'finally'
                """);
        assertThat(thrown.reason()).isEqualTo(Reason.TIME_LIMIT);
        assertThat(host.eval("seen")).isEqualTo("finally");
    }
}
