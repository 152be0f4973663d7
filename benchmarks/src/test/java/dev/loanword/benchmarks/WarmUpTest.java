package dev.loanword.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loanword.benchmarks.WarmUp.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final List<Chunk> chunks = new ArrayList<>();

    @Test
    void theLoopIsFastFromTheFirstChunkOfAFastStretch() {
        run(30, 100);
        run(70, 10);

        WarmUp warmUp = WarmUp.of(chunks);

        assertThat(warmUp.nanos()).isEqualTo(10);
        // The five chunks from 0.29 s on are fast but for the first two.
        assertThat(warmUp.seconds()).isEqualTo(0.29);
        assertThat(warmUp.relapses()).isZero();
    }

    @Test
    void oneFastChunkIsNotYetFast() {
        run(10, 100);
        run(1, 10);
        run(19, 100);
        run(70, 10);

        assertThat(WarmUp.of(chunks).seconds()).isEqualTo(0.29);
    }

    @Test
    void nineTenthsOfTheSpeedAreEnough() {
        run(30, 11);
        run(70, 10);

        assertThat(WarmUp.of(chunks).seconds()).isEqualTo(0.01);
    }

    @Test
    void aLoopThatBecomesSlowAgainRelapses() {
        run(20, 100);
        run(10, 10);
        run(10, 100);
        run(60, 10);

        assertThat(WarmUp.of(chunks).relapses()).isOne();
    }

    @Test
    void oneInterruptedChunkIsNoRelapse() {
        run(40, 10);
        run(2, 100);
        run(60, 10);

        assertThat(WarmUp.of(chunks).relapses()).isZero();
    }

    @Test
    void tooFewChunksAreRefused() {
        run(4, 1);

        assertThatThrownBy(() -> WarmUp.of(chunks)).hasMessage("a warm-up needs 5 chunks at least, got 4");
    }

    /** Chunks of 10 ms. */
    private void run(int count, double nanos) {
        for (int i = 0; i < count; i++) {
            chunks.add(new Chunk((chunks.size() + 1) * 1e7, nanos));
        }
    }
}
