package dev.loanword.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {
    private static final int STEPS = 200_000;

    private final Turn turn = new Turn();
    private long plain;

    @Test
    void one_thread_at_a_time_has_the_turn_and_sees_what_the_others_wrote() throws InterruptedException {
        CountDownLatch allThere = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean patient = i % 2 == 0;
            threads.add(Thread.ofPlatform().start(() -> {
                allThere.countDown();
                awaitUninterrupted(allThere);
                for (int step = 0; step < STEPS; step++) {
                    takeTurn(patient);
                    plain++;
                    turn.give();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(plain).isEqualTo(4L * STEPS);
    }

    @Test
    void nobody_gets_it_twice() {
        assertThat(turn.tryTake()).isTrue();
        assertThat(turn.tryTake()).isFalse();
        turn.give();
        assertThat(turn.tryTake()).isTrue();
    }

    private void takeTurn(boolean patient) {
        if (patient) {
            turn.take();
            return;
        }
        while (!turn.tryTake()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
