package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CapacityPlannerTest {
    private static CapacityPlanner planner(int threads) {
        return new CapacityPlanner(DeviceProfile.SPARK_SIM, threads);
    }

    private static CapacityPlan plan(PlanRequest request) {
        return planner(2).plan(request, said -> {});
    }

    private static void refused(PlanRequest request, ErrorCode code, String why) {
        assertThatThrownBy(() -> plan(request)).isInstanceOfSatisfying(RefactoryException.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.sentence()).contains(why);
        });
    }

    @Test
    void theFewestGroupsKeepThePromiseAndOneFewerDoesNot() {
        CapacityPlan plan = plan(Plans.request(Plans.READING, 100_000, "p90=20s", 2));
        assertThat(plan.peak()).isEqualTo(Plans.PEAK);
        assertThat(plan.chosen().groups()).isGreaterThan(1);
        assertThat(plan.chosen().kept()).isTrue();
        assertThat(plan.chosen().runs()).hasSize(2).allMatch(run -> !run.broken());
        assertThat(plan.chosen().samples()).hasSize(4).allMatch(JobRun::kept);
        CapacityPlan.Point fewer = Objects.requireNonNull(plan.fewer());
        assertThat(fewer.groups()).isEqualTo(plan.chosen().groups() - 1);
        assertThat(fewer.kept()).isFalse();
        assertThat(fewer.seedsKept()).isLessThan(2);
        assertThat(fewer.runs())
                .anyMatch(
                        run -> !run.broken() && !run.kept() && !run.firstLate().isEmpty());
        assertThat(plan.binding()).isEqualTo(PlanBounds.Binding.WORK);
        assertThat(plan.bounds().groups()).isBetween(1.0, (double) plan.chosen().groups());
        assertThat(plan.leastGroups()).isLessThanOrEqualTo(plan.mostGroups());
        assertThat(plan.mostGroups()).isEqualTo(plan.chosen().groups());
        assertThat(plan.wafers()).isEqualTo(4 * plan.chosen().groups());
    }

    @Test
    void thePlanIsTheSameWithAnyNumberOfThreads() {
        PlanRequest request = Plans.request(Plans.DIAMOND, 40_000, "p99=3s", 3);
        CapacityPlan alone = planner(1).plan(request, said -> {});
        CapacityPlan together = planner(3).plan(request, said -> {});
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void aLongerPromiseNeedsNoMoreGroups() {
        int before = Integer.MAX_VALUE;
        for (String slo : List.of("p90=6s", "p90=20s", "p90=5m")) {
            int groups =
                    plan(Plans.request(Plans.READING, 60_000, slo, 1)).chosen().groups();
            assertThat(groups).as(slo).isLessThanOrEqualTo(before);
            before = groups;
        }
    }

    @Test
    void oneJobADayNeedsOneGroupAndNoneIsFewer() {
        CapacityPlan plan = plan(Plans.request(Plans.READING, 1, "p99=30s", 2));
        assertThat(plan.chosen().groups()).isEqualTo(1);
        assertThat(plan.fewer()).isNull();
    }

    @Test
    void aWholeWeekIsKeptAndStoppedWhereItIsBroken() {
        PlanRequest sampled = Plans.request(Plans.READING, 1_500, "p99=3s", 1);
        PlanRequest week = new PlanRequest(
                sampled.jobsPerDay(), sampled.slo(), sampled.mix(), sampled.shape(), sampled.seeds(), true);
        CapacityPlan plan = plan(week);
        assertThat(plan.chosen().kept()).isTrue();
        assertThat(plan.chosen().runs().getFirst().halfHours()).hasSize(WeekShape.HALF_HOURS);
        CapacityPlan.Point fewer = plan.fewer();
        assertThat(fewer == null || !fewer.kept()).isTrue();
    }

    @Test
    void aPromiseThatNoDeviceKeepsIsRefusedWithTheFloor() {
        PlanRequest request = Plans.request(Plans.READING, 1000, "p99=500ms", 1);
        refused(request, ErrorCode.INVALID_PARAMETER, "take 0.9");
        assertThat(planner(1).floorPicos(request)).isGreaterThan(request.slo().picos());
    }

    @Test
    void aPromiseThatOnlyTheBoundThinksPossibleIsRefusedToo() {
        PlanRequest request = Plans.request(Plans.READING, 1_000, "p99=931ms", 1);
        assertThat(planner(1).floorPicos(request)).isLessThan(request.slo().picos());
        refused(request, ErrorCode.INVALID_PARAMETER, "Not even 256 groups keep p99=0.931s");
    }

    @Test
    void everythingHasALimit() {
        String tiny = "{\"calls\":[{\"prompt_tokens\":1,\"completion_tokens\":1}]}";
        refused(
                Plans.request(Plans.DIAMOND, 100_000_000, "p99=30s", 1),
                ErrorCode.LIMIT_EXCEEDED,
                "The peak half-hour has about 20,");
        refused(Plans.request(Plans.READING, 100_000_000, "p99=30s", 1), ErrorCode.LIMIT_EXCEEDED, "256 groups");
        assertThatThrownBy(() -> Plans.request(tiny, 0, "p99=1s", 1)).hasMessageContaining("Between 1 and 100000000");
        assertThatThrownBy(() -> Plans.request(tiny, 1, "p99=1s", 33)).hasMessageContaining("Between 1 and 32 seeds");
        String huge = "{\"job\":\"huge\",\"calls\":[{\"prompt_tokens\":400000,\"completion_tokens\":1}]}";
        refused(Plans.request(huge, 1, "p99=1m", 1), ErrorCode.INVALID_PARAMETER, "A call of job huge");
    }

    @Test
    void thePeakCanBeLookedAtAsTraceEvents() throws IOException {
        CapacityPlanner planner = planner(1);
        CapacityPlan plan = planner.plan(Plans.request(Plans.READING, 40_000, "p50=3s", 1), said -> {});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int late = ChromeTrace.write(planner, plan, out);
        JsonNode trace = new ObjectMapper().readTree(out.toByteArray());
        List<String> phases = new ArrayList<>();
        trace.path("traceEvents").forEach(event -> phases.add(event.path("ph").asText()));
        assertThat(late)
                .isEqualTo(
                        plan.chosen().runs().getFirst().halfHours().getFirst().late());
        assertThat(phases).contains("M", "X", "C").hasSizeLessThan(ChromeTrace.MAX_EVENTS);
        assertThat(phases.stream().filter("i"::equals)).hasSize(Math.min(late, ChromeTrace.MAX_MARKS));
        assertThat(trace.path("otherData").path("simulated").asText()).contains("nothing of this was measured");
        trace.path("traceEvents")
                .forEach(event -> assertThat(event.path("ts").asLong()).isBetween(0L, 1_803_000_000L));
    }
}
