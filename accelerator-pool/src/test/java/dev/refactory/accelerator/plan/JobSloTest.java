package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.RefactoryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSloTest {
    @ParameterizedTest
    @CsvSource({
        "p99=30s, 30000000000000, p99=30s",
        "p99.9=1.5m, 90000000000000, p99.9=90s",
        "p50=800ms, 800000000000, p50=0.8s",
        "p99.90=2s, 2000000000000, p99.9=2s",
        "p90=1.5h, 5400000000000000, p90=5400s"
    })
    void aPromiseIsAPercentileAndATime(String text, long picos, String said) {
        JobSlo slo = JobSlo.parse(text);
        assertThat(slo.picos()).isEqualTo(picos);
        assertThat(slo).hasToString(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30s",
                "p99",
                "p99=30",
                "p99=0s",
                "p49=1s",
                "p99.95=1s",
                "p100=1s",
                "p99=2d",
                "p99=25h",
                "p99=1441m"
            })
    void otherWordsAreRefused(String text) {
        assertThatThrownBy(() -> JobSlo.parse(text))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("p99=30s");
    }

    @ParameterizedTest
    @CsvSource({
        "p99=1s, 1000, 10",
        "p99=1s, 1001, 10",
        "p99=1s, 99, 0",
        "p99.9=1s, 1000, 1",
        "p50=1s, 3, 1",
        "p99=1s, 0, 0"
    })
    void soManyMayBeLate(String slo, long jobs, long late) {
        assertThat(JobSlo.parse(slo).allowed(jobs)).isEqualTo(late);
    }
}
