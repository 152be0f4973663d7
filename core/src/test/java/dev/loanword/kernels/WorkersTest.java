package dev.loanword.kernels;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_task_runs_once_and_what_it_wrote_is_seen() {
        for (int tasks : new int[] {0, 1, 2, 3, 100}) {
            for (int round = 0; round < 500; round++) {
                int[] runs = new int[tasks];
                Workers.run(tasks, 4, Checkpoint.NONE, task -> runs[task]++);
                assertThat(runs).containsOnly(tasks == 0 ? new int[0] : new int[] {1});
            }
        }
    }

    @Test
    void the_calling_thread_and_others_work_at_the_same_time() {
        CyclicBarrier together = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        // With two threads the tasks meet in pairs; a single thread would wait for ever.
        Workers.run(10, 2, Checkpoint.NONE, task -> {
            meet(together);
            threads.add(Thread.currentThread());
        });
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
        threads.remove(Thread.currentThread());
        Thread worker = threads.iterator().next();
        assertThat(worker.isDaemon()).isTrue();
        assertThat(worker.getName()).startsWith("loanword-worker-");
        assertThat(worker.getContextClassLoader()).isNull();
    }

    @Test
    void only_the_calling_thread_polls_and_never_before_its_first_task_or_after_the_last_one() {
        AtomicReference<Thread> other = new AtomicReference<>();
        AtomicBoolean ownTask = new AtomicBoolean();
        AtomicBoolean early = new AtomicBoolean();
        Thread self = Thread.currentThread();
        Workers.run(1000, 4, () -> {
            if (Thread.currentThread() != self) {
                other.set(Thread.currentThread());
            }
            early.compareAndSet(false, !ownTask.get());
        }, task -> {
            if (Thread.currentThread() == self) {
                ownTask.set(true);
            }
        });
        assertThat(other.get()).isNull();
        assertThat(early).isFalse();

        CountedPolls polls = new CountedPolls();
        Workers.run(5, 1, polls, task -> { });
        assertThat(polls.polls()).isEqualTo(4);
        Workers.run(1, polls, task -> { });
        assertThat(polls.polls()).isEqualTo(4);
    }

    @Test
    void a_checkpoint_that_throws_ends_the_work_after_the_tasks_that_run() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch thrown = new CountDownLatch(1);
        CountDownLatch helped = new CountDownLatch(1);
        Thread self = Thread.currentThread();
        AtomicInteger stillRunning = new AtomicInteger();
        assertThatThrownBy(() -> {
            try {
                Workers.run(1000, 2, () -> {
                    thrown.countDown();
                    throw new IllegalStateException("stop");
                }, task -> {
                    begun.incrementAndGet();
                    if (Thread.currentThread() == self) {
                        awaitUninterrupted(helped);
                    } else {
                        // Still in the middle of a task when the caller's checkpoint throws.
                        helped.countDown();
                        awaitUninterrupted(thrown);
                        for (int i = 0; i < 1_000_000; i++) {
                            Thread.onSpinWait();
                        }
                    }
                    ended.incrementAndGet();
                });
            } finally {
                stillRunning.set(begun.get() - ended.get());
            }
        }).isInstanceOf(IllegalStateException.class).hasMessage("stop");
        assertThat(stillRunning).hasValue(0);
        assertThat(begun.get()).isBetween(2, 3);
    }

    @Test
    void a_task_that_throws_on_another_thread_reaches_the_caller() {
        Thread self = Thread.currentThread();
        CountDownLatch failed = new CountDownLatch(1);
        assertThatThrownBy(() -> Workers.run(100, 2, Checkpoint.NONE, task -> {
            if (Thread.currentThread() == self) {
                awaitUninterrupted(failed);
            } else {
                failed.countDown();
                throw new ArithmeticException("in task");
            }
        })).isInstanceOf(ArithmeticException.class).hasMessage("in task");
    }

    @Test
    void the_first_failure_counts_and_others_are_added() {
        CyclicBarrier together = new CyclicBarrier(2);
        assertThatThrownBy(() -> Workers.run(2, 2, Checkpoint.NONE, task -> {
            meet(together);
            throw new ArithmeticException("task " + task);
        })).isInstanceOf(ArithmeticException.class).satisfies(thrown -> {
            assertThat(thrown.getSuppressed()).hasSize(1);
            assertThat(List.of(thrown.getMessage(), thrown.getSuppressed()[0].getMessage()))
                    .containsExactlyInAnyOrder("task 0", "task 1");
        });
        // The pool is as good as before.
        each_task_runs_once_and_what_it_wrote_is_seen();
    }

    @Test
    void an_interrupted_thread_still_waits_and_stays_interrupted() {
        Thread self = Thread.currentThread();
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch interrupted = new CountDownLatch(1);
        CyclicBarrier together = new CyclicBarrier(2);
        try {
            Workers.run(2, 2, Checkpoint.NONE, task -> {
                meet(together);
                if (Thread.currentThread() == self) {
                    self.interrupt();
                    interrupted.countDown();
                } else {
                    awaitUninterrupted(interrupted);
                    for (int i = 0; i < 1_000_000; i++) {
                        Thread.onSpinWait();
                    }
                }
                ended.incrementAndGet();
            });
            assertThat(ended).hasValue(2);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void tasks_may_use_the_workers_themselves_and_many_callers_share_them() throws Exception {
        List<FutureTask<Long>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<Long> caller = new FutureTask<>(() -> {
                AtomicIntegerArray runs = new AtomicIntegerArray(64 * 64);
                for (int round = 0; round < 20; round++) {
                    Workers.run(64, 4, Checkpoint.NONE, outer -> Workers.run(64, 4, Checkpoint.NONE,
                            inner -> runs.incrementAndGet(outer * 64 + inner)));
                }
                long total = 0;
                for (int j = 0; j < runs.length(); j++) {
                    assertThat(runs.get(j)).isEqualTo(20);
                    total += runs.get(j);
                }
                return total;
            });
            callers.add(caller);
            new Thread(caller).start();
        }
        for (FutureTask<Long> caller : callers) {
            assertThat(caller.get()).isEqualTo(20 * 64 * 64);
        }
        assertThat(Workers.alive()).isLessThanOrEqualTo(Workers.COUNT);
    }

    @Test
    void no_task_touches_memory_that_was_freed_after_the_run_was_stopped() {
        for (int round = 0; round < 200; round++) {
            int stopAt = round % 7 + 1;
            try (Arena arena = Arena.ofShared()) {
                MemorySegment memory = arena.allocate(JAVA_LONG, 4096);
                assertThatThrownBy(() -> Workers.run(64, 3, new CountedPolls(stopAt), task -> {
                    for (int i = 0; i < 64; i++) {
                        memory.setAtIndex(JAVA_LONG, task * 64L + i, task);
                    }
                })).satisfies(thrown -> assertThat(thrown.getSuppressed()).isEmpty())
                        .hasMessage("stopped at poll " + stopAt);
            } catch (AssertionError notStopped) {
                // The others were faster than this thread's first polls: then all is done, which is right too.
                assertThat(notStopped).hasMessageContaining("Expecting code to raise a throwable");
            }
        }
    }

    @Test
    void memory_of_one_thread_is_not_shared() {
        assertThat(Workers.mayShare(MemorySegment.ofArray(new byte[8]))).isTrue();
        assertThat(Workers.mayShare(MemorySegment.ofArray(new byte[8]).asReadOnly())).isTrue();
        assertThat(Workers.mayShare(Arena.ofAuto().allocate(8))).isTrue();
        try (Arena confined = Arena.ofConfined(); Arena shared = Arena.ofShared()) {
            assertThat(Workers.mayShare(confined.allocate(8))).isFalse();
            assertThat(Workers.mayShare(shared.allocate(8))).isTrue();
        }
    }
}
