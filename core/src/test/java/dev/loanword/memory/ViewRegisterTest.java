package dev.loanword.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ViewRegisterTest {

    /** A view whose state the test sets. */
    private static class TestView implements ViewRegister.View {
        private volatile boolean inUse = true;
        private boolean pinned;
        private int invalidations;

        @Override
        public boolean inUse() {
            return inUse;
        }

        @Override
        public boolean isPinned() {
            return pinned;
        }

        @Override
        public void invalidate() {
            invalidations++;
        }
    }

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(8);
    private final ViewRegister register = ViewRegister.ofArena("test memory", arena);

    private TestView added() {
        TestView view = new TestView();
        register.add(view);
        return view;
    }

    private boolean isFreed() {
        return !memory.scope().isAlive();
    }

    @Test
    void close_without_views_frees_the_memory() {
        assertThat(register.isClosed()).isFalse();
        register.close();
        assertThat(register.isClosed()).isTrue();
        assertThat(isFreed()).isTrue();
        assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_again_has_no_effect() {
        register.close();
        assertThatCode(() -> {
                    register.close();
                    register.forceClose();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void close_with_views_in_use_is_refused_with_their_number_and_frees_nothing() {
        TestView first = added();
        assertThatThrownBy(register::close)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("test memory is lent to 1 buffer; release it first, or close with force=True");
        TestView second = added();
        assertThat(register.inUse()).isEqualTo(2);
        assertThatThrownBy(register::close)
                .isInstanceOf(BufferRefusedException.class)
                .hasMessage("test memory is lent to 2 buffers; release them first, or close with force=True");
        assertThat(isFreed()).isFalse();
        assertThat(register.isClosed()).isFalse();
        assertThatCode(register::checkOpen).doesNotThrowAnyException();
        assertThat(first.invalidations + second.invalidations).isZero();
    }

    @Test
    void a_view_that_is_no_longer_in_use_does_not_count() {
        TestView view = added();
        view.inUse = false;
        assertThat(register.inUse()).isZero();
        register.close();
        assertThat(isFreed()).isTrue();
    }

    @Test
    void a_view_that_comes_into_use_again_counts_again() {
        TestView handle = added();
        handle.inUse = false;
        assertThat(register.inUse()).isZero();
        handle.inUse = true;
        assertThat(register.inUse()).isEqualTo(1);
        assertThatThrownBy(register::close).isInstanceOf(BufferRefusedException.class);
        Reference.reachabilityFence(handle);
    }

    @Test
    void a_view_that_nobody_holds_is_found_by_the_collection_that_close_asks_for() {
        for (int i = 0; i < 100; i++) {
            register.add(new TestView());
        }
        register.close();
        assertThat(isFreed()).isTrue();
    }

    @Test
    void close_waits_for_a_use_that_ends_a_moment_after_the_collection() {
        TestView view = new TestView() {
            private int asked;

            @Override
            public boolean inUse() {
                return asked++ < 5;
            }
        };
        register.add(view);
        register.close();
        assertThat(isFreed()).isTrue();
        Reference.reachabilityFence(view);
    }

    @Test
    void many_views_that_come_and_go_leave_no_more_than_those_in_use() {
        TestView kept = added();
        for (int i = 0; i < 10_000; i++) {
            added().inUse = false;
        }
        assertThat(register.inUse()).isEqualTo(1);
        Reference.reachabilityFence(kept);
    }

    @Test
    void a_forced_close_invalidates_each_view_once_and_frees_the_memory() {
        TestView first = added();
        TestView released = added();
        released.inUse = false;
        register.forceClose();
        register.forceClose();
        register.close();
        assertThat(first.invalidations).isEqualTo(1);
        assertThat(released.invalidations).isLessThanOrEqualTo(1);
        assertThat(isFreed()).isTrue();
    }

    @Test
    void a_closed_owner_takes_no_view_and_names_itself() {
        register.close();
        assertThatThrownBy(register::checkOpen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("test memory is closed");
        assertThatThrownBy(this::added).isInstanceOf(IllegalStateException.class).hasMessage("test memory is closed");
    }

    /** Another thread may hand the address to native code until the very moment in which the view is invalidated. */
    @Test
    void a_pin_that_is_taken_while_the_owner_closes_is_seen() {
        TestView late = new TestView() {
            @Override
            public void invalidate() {
                super.invalidate();
                super.pinned = true;
            }
        };
        register.add(late);
        register.forceClose();
        assertThat(isFreed()).isFalse();
        Reference.reachabilityFence(late);
    }

    @Test
    @Timeout(60)
    void a_forced_close_frees_pinned_memory_only_when_the_last_native_holder_is_gone() {
        TestView first = added();
        TestView second = added();
        TestView plain = added();
        first.pinned = true;
        second.pinned = true;
        register.forceClose();
        assertThat(register.isClosed()).isTrue();
        assertThat(plain.invalidations).isEqualTo(1);
        System.gc();
        assertThat(isFreed()).isFalse();
        Reference.reachabilityFence(first);
        first = null;
        System.gc();
        assertThat(isFreed()).isFalse();
        Reference.reachabilityFence(second);
        second = null;
        awaitFreed();
    }

    @Test
    @Timeout(60)
    void memory_is_freed_when_neither_owner_nor_view_can_be_reached() {
        Arena dropped = Arena.ofShared();
        MemorySegment segment = dropped.allocate(8);
        TestView view = new TestView() {
            // As a real view does: through its memory it holds the register.
            private final ViewRegister holds = registerWith(this, dropped);
        };
        System.gc();
        assertThat(segment.scope().isAlive()).isTrue();
        Reference.reachabilityFence(view);
        view = null;
        while (segment.scope().isAlive()) {
            System.gc();
            Thread.onSpinWait();
        }
    }

    private static ViewRegister registerWith(TestView view, Arena arena) {
        ViewRegister register = ViewRegister.ofArena("dropped memory", arena);
        register.add(view);
        return register;
    }

    /** Cleaners run on a thread of their own, some time after the collection; the test's time limit ends the wait. */
    private void awaitFreed() {
        while (!isFreed()) {
            System.gc();
            Thread.onSpinWait();
        }
    }

    @Test
    void memory_of_the_collector_is_never_freed_by_close() {
        ViewRegister collected = ViewRegister.ofCollected("double[]");
        collected.close();
        assertThat(collected.isClosed()).isTrue();
        assertThatThrownBy(collected::checkOpen).hasMessage("double[] is closed");
    }

    @Test
    void a_lending_within_another_counts_in_both_and_ends_alone() {
        ViewRegister lending = ViewRegister.within("test memory", register);
        TestView view = new TestView();
        lending.add(view);
        assertThat(lending.inUse()).isEqualTo(1);
        assertThat(register.inUse()).isEqualTo(1);
        assertThatThrownBy(lending::close).isInstanceOf(BufferRefusedException.class);
        lending.forceClose();
        assertThat(view.invalidations).isEqualTo(1);
        assertThat(isFreed()).isFalse();
        assertThat(register.isClosed()).isFalse();
    }

    @Test
    void of_many_threads_that_close_one_frees() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            boolean force = i % 2 == 0;
            threads[i] = Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                    if (force) {
                        register.forceClose();
                    } else {
                        register.close();
                    }
                } catch (Throwable failure) {
                    failures.incrementAndGet();
                }
            });
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasValue(0);
        assertThat(isFreed()).isTrue();
    }
}
