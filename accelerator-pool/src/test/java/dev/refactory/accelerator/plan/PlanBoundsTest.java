package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.refactory.accelerator.device.DeviceProfile;
import org.junit.jupiter.api.Test;

/// Worked out by hand for the default device: a token takes 0.5 ms and 10 ns for each token of context, 16
/// are free, and each of a full pipeline takes a 160th of that.
class PlanBoundsTest {
    private static final double SPREAD = 1800.0 / 1801;

    private static final PlanStack STACK = new PlanStack(DeviceProfile.SPARK_SIM, PlanStack.USUAL_OUTSIDE_TOKENS);

    private static PlanBounds bounds(String mix, String slo, double perSecond) {
        return PlanBounds.of(STACK, Demand.of(1, Plans.shape(), Plans.mix(mix)), JobSlo.parse(slo), perSecond);
    }

    @Test
    void theWorkOfAPromptIsItsShareOfAFullPipeline() {
        String one = "{\"calls\":[{\"prompt_tokens\":1000,\"completion_tokens\":1}]}";
        double seconds = (1000 * 0.5e-3 + 10e-9 * 1000 * 999 / 2) / 160;
        assertThat(bounds(one, "p99=1s", 100).work()).isCloseTo(SPREAD * 100 * seconds, within(1e-6));
    }

    /// With two hours of time, a half-hour's jobs need a fifth at once.
    @Test
    void aLongPromiseSpreadsAHalfHoursJobs() {
        String one = "{\"calls\":[{\"prompt_tokens\":1025,\"completion_tokens\":1}]}";
        double soon = bounds(one, "p99=1s", 100).work() / SPREAD;
        assertThat(bounds(one, "p99=120m", 100).work()).isCloseTo(soon / 5, within(1e-6));
    }

    @Test
    void whatACallBroughtIsNotWorkForTheNext() {
        String two = "{\"calls\":[{\"prompt_tokens\":1025,\"completion_tokens\":1,\"shared_tokens\":1024},"
                + "{\"after\":[0],\"prompt_tokens\":1025,\"completion_tokens\":1,\"shared_tokens\":1024}]}";
        String one = "{\"calls\":[{\"prompt_tokens\":1025,\"completion_tokens\":1}]}";
        double more =
                bounds(two, "p99=1s", 100).work() - bounds(one, "p99=1s", 100).work();
        assertThat(more).isCloseTo(SPREAD * 100 * (0.5e-3 + 10e-9 * 1024) / 160, within(1e-6));
    }

    @Test
    void theMemoryIsWhatIsReservedForAsLongAsItRuns() {
        String one = "{\"calls\":[{\"prompt_tokens\":1000,\"completion_tokens\":101,\"max_completion_tokens\":500}]}";
        double prompt = (0.5e-3 + 10e-9 * 999 / 2) * (1 + 0.1 * (1000 / 16.0 - 1));
        double answer = 100 * 0.5e-3 + 10e-9 * (100 * 1001 + 100 * 99 / 2);
        assertThat(bounds(one, "p99=1s", 100).memory())
                .isCloseTo(SPREAD * 100 * (prompt + answer) * 1500 / 390_625, within(1e-6));
    }

    @Test
    void theFloorIsTheLongestWayOfTheJobAtThePercentile() {
        String mix = """
                {"weight":98,"calls":[{"prompt_tokens":1,"completion_tokens":1}]}
                {"weight":2,"calls":[{"prompt_tokens":1,"completion_tokens":1},{"prompt_tokens":1,"completion_tokens":1},
                {"after":[1],"pause_ms":500,"prompt_tokens":1,"completion_tokens":1}]}
                """.replace("},\n{\"after", "},{\"after");
        long single = 20_500_000_000L;
        assertThat(bounds(mix, "p98=1s", 1).floorPicos()).isEqualTo(single);
        assertThat(bounds(mix, "p99=1s", 1).floorPicos()).isEqualTo(2 * single + 500_000_000_000L);
    }

    @Test
    void whatIsUsedMostBinds() {
        JobSlo slo = JobSlo.parse("p99=10s");
        assertThat(new PlanBounds(3, 2, 1, 1).binding(4, slo)).isEqualTo(PlanBounds.Binding.WORK);
        assertThat(new PlanBounds(1, 2, 1, 1).binding(4, slo)).isEqualTo(PlanBounds.Binding.MEMORY);
        assertThat(new PlanBounds(1, 0, 2, 1).binding(4, slo)).isEqualTo(PlanBounds.Binding.LINK);
        assertThat(new PlanBounds(3, 2, 1, slo.picos() * 9 / 10).binding(4, slo))
                .isEqualTo(PlanBounds.Binding.LATENCY);
    }
}
