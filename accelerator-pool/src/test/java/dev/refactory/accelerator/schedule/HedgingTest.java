package dev.refactory.accelerator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HedgingTest {
    private final Hedging hedging = new Hedging(50);

    @Test
    void patienceEndsWhereNearlyAllAnswersHadCome() {
        IntStream.rangeClosed(1, 99).forEach(hedging::answered);
        assertThat(hedging.patience()).as("too few are known").isEqualTo(Long.MAX_VALUE);
        hedging.answered(100);
        assertThat(hedging.patience()).isEqualTo(95);
        for (int i = 0; i < 500; i++) {
            hedging.answered(7);
        }
        assertThat(hedging.patience())
                .as("only what was lately counts, and no less than asked for")
                .isEqualTo(50);
    }

    @Test
    void ofTwentyRequestsOneIsAskedForTwice() {
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            hedging.sent();
            taken += hedging.take() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(50);
    }
}
