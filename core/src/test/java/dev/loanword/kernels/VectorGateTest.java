package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VectorGateTest {
    private static final class Spinning implements VectorGate.Trial {
        private final int plain;
        private final int vectors;

        Spinning(int plain, int vectors) {
            this.plain = plain;
            this.vectors = vectors;
        }

        @Override
        public void plain() {
            spin(plain);
        }

        @Override
        public void vectors() {
            spin(vectors);
        }

        private static void spin(int times) {
            for (int i = 0; i < times; i++) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @Tag("vectors")
    void the_gate_opens_after_enough_elements_and_a_trial_that_the_vectors_have_won() throws InterruptedException {
        VectorGate gate = new VectorGate("winning", 1000, () -> new Spinning(10_000, 10));
        assertThat(gate.isOpen(400)).isFalse();
        assertThat(gate.isOpen(600)).isFalse();
        assertThat(gate.trial()).as("before more elements than that").isNull();
        assertThat(gate.isOpen(1)).isFalse();
        Thread trial = gate.trial();
        assertThat(trial.isDaemon()).isTrue();
        assertThat(trial.getName()).isEqualTo("loanword-trial-winning");
        trial.join();
        assertThat(gate.isOpen(0)).isTrue();
    }

    @Test
    @Tag("vectors")
    void a_lost_trial_leaves_the_gate_closed_until_many_more_elements() throws InterruptedException {
        AtomicInteger trials = new AtomicInteger();
        VectorGate gate = new VectorGate("losing", 1000, () -> {
            trials.incrementAndGet();
            return new Spinning(10, 10_000);
        }, 10_000_000);
        gate.isOpen(1001);
        gate.trial().join();
        assertThat(gate.isOpen(15_999)).isFalse();
        assertThat(trials).hasValue(1);
        assertThat(gate.isOpen(2)).isFalse();
        gate.trial().join();
        assertThat(trials).hasValue(2);
        assertThat(gate.isOpen(1)).isFalse();
    }

    @Test
    void without_the_module_there_is_no_trial() {
        VectorGate gate = new VectorGate("absent", 0, () -> new Spinning(10_000, 10));
        assertThat(gate.isOpen(1_000_000)).isFalse();
        assertThat(gate.trial() != null).isEqualTo(VectorModule.PRESENT);
    }
}
