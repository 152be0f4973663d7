package dev.loanword.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplerTest {

    @Test
    void theTimeOfTheEmptyLoopIsTakenOff() {
        assertThat(Sampler.net(new double[] {20, 30, 25}, 15)).containsExactly(5, 15, 10);
    }

    @Test
    void aRowIsNeverAsFastAsNothing() {
        assertThat(Sampler.net(new double[] {20, 30, 25}, 25)).containsExactly(20, 30, 25);
    }
}
