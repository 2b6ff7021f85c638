package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final Outcomes outcomes = new Outcomes(new long[] {10, 30, 70});

    @Test
    void timesCountFromTheArrival() {
        outcomes.first(1, 35);
        assertThat(outcomes.answered(1)).isFalse();
        outcomes.last(1, 95);
        assertThat(outcomes.answered(1)).isTrue();
        assertThat(outcomes.firstToken(1)).isEqualTo(5);
        assertThat(outcomes.total(1)).isEqualTo(65);
        assertThat(outcomes.span()).isEqualTo(60);
        assertThat(outcomes.size()).isEqualTo(3);
    }

    @Test
    void anAnswerMayBeOneToken() {
        outcomes.first(0, 10);
        outcomes.last(0, 10);
        assertThat(outcomes.total(0)).isZero();
    }

    @Test
    void nothingIsAnsweredTwiceOrBeforeItWasAsked() {
        assertThatIllegalStateException().isThrownBy(() -> outcomes.first(1, 29));
        assertThatIllegalStateException().isThrownBy(() -> outcomes.last(1, 40));
        outcomes.first(1, 35);
        assertThatIllegalStateException().isThrownBy(() -> outcomes.first(1, 36));
        assertThatIllegalStateException().isThrownBy(() -> outcomes.last(1, 34));
        outcomes.last(1, 40);
        assertThatIllegalStateException().isThrownBy(() -> outcomes.last(1, 41));
    }

    /// Half a second to the first token and 2 ms for each one after it; what came early may make up for
    /// what is late.
    @Test
    void aPromiseIsAboutTheFirstAndTheLastToken() {
        long milli = 1_000_000_000L;
        assertThat(Slo.A.isKept(500 * milli, 500 * milli, 1)).isTrue();
        assertThat(Slo.A.isKept(500 * milli + 1, 500 * milli + 1, 1)).isFalse();
        assertThat(Slo.A.isKept(100 * milli, 520 * milli, 11)).isTrue();
        assertThat(Slo.A.isKept(100 * milli, 520 * milli + 1, 11)).isFalse();
        assertThat(Slo.A.isKept(501 * milli, 501 * milli, 11)).isFalse();
    }
}
