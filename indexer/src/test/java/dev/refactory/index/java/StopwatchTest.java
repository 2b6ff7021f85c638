package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    private long wall;
    private Optional<Duration> used = Optional.of(Duration.ofSeconds(7));

    private void pass(int wallSeconds, int usedSeconds) {
        wall += Duration.ofSeconds(wallSeconds).toNanos();
        used = used.map(before -> before.plusSeconds(usedSeconds));
    }

    @Test
    void aChildThatWasNotLetRunIsNotOver() {
        Stopwatch watch = new Stopwatch(() -> wall, () -> used);
        Duration limit = Duration.ofSeconds(120);
        pass(119, 119);
        assertThat(watch.over(limit)).isFalse();
        pass(600, 0);
        assertThat(watch.over(limit)).isFalse();
        assertThat(watch.spent()).isEqualTo(Duration.ofSeconds(119).toNanos());
        pass(1, 1);
        assertThat(watch.over(limit)).isTrue();
    }

    @Test
    void aChildThatOnlyWaitsIsOverAfterTenTimesTheLimit() {
        Stopwatch watch = new Stopwatch(() -> wall, () -> used);
        pass(1_199, 0);
        assertThat(watch.over(Duration.ofSeconds(120))).isFalse();
        pass(1, 0);
        assertThat(watch.over(Duration.ofSeconds(120))).isTrue();
    }

    @Test
    void whereTheSystemDoesNotTellTheClockDecides() {
        used = Optional.empty();
        Stopwatch watch = new Stopwatch(() -> wall, () -> used);
        pass(120, 0);
        assertThat(watch.over(Duration.ofSeconds(120))).isTrue();
    }
}
