package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.device.DeviceProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSimulationTest {
    private static final long MINUTE_PICOS = 60_000_000_000_000L;
    private static final PlanStack STACK = new PlanStack(DeviceProfile.SPARK_SIM, PlanStack.USUAL_OUTSIDE_TOKENS);

    /// What happened to every call, with a complaint about what must not.
    private static final class Witness implements RunWatch {
        final Map<Long, JobTemplate> jobs = new HashMap<>();
        final Map<String, Long> arrived = new HashMap<>();
        final Map<String, Long> answered = new HashMap<>();
        final List<String> wrong = new ArrayList<>();
        private long now = Long.MIN_VALUE;

        private void at(long picos) {
            if (picos < now) {
                wrong.add("time goes back to " + picos);
            }
            now = picos;
        }

        @Override
        public void submitted(long job, JobTemplate template, long picos) {
            at(picos);
            jobs.put(job, template);
        }

        @Override
        public void arrived(long job, int place, int group, long picos) {
            at(picos);
            JobCall call = Objects.requireNonNull(jobs.get(job)).type.calls().get(place);
            for (int before : call.after()) {
                Long done = answered.get(job + "/" + before);
                if (done == null || done + 1000 * call.pauseNanos() + STACK.fixedPicos() > picos) {
                    wrong.add("call " + place + " of job " + job + " came before " + before + " was answered");
                }
            }
            if (arrived.put(job + "/" + place, picos) != null) {
                wrong.add("call " + place + " of job " + job + " came twice");
            }
        }

        @Override
        public void answered(long job, int place, long picos) {
            at(picos);
            if (!arrived.containsKey(job + "/" + place) || answered.put(job + "/" + place, picos) != null) {
                wrong.add("call " + place + " of job " + job + " is answered twice, or never came");
            }
        }
    }

    private static JobSimulation simulation(String mix, double jobsPerDay, String slo, int groups, RunWatch watch) {
        Demand demand = Demand.of(jobsPerDay, Plans.shape(), Plans.mix(mix));
        return new JobSimulation(STACK, groups, demand, JobSlo.parse(slo), 7, watch);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyCallIsAnsweredOnceAndNoneBeforeThoseItWaitsFor(int groups) {
        Witness witness = new Witness();
        JobRun run =
                simulation(Plans.DIAMOND, 80_000, "p90=5s", groups, witness).run(20, 20, MINUTE_PICOS, true);
        assertThat(witness.wrong).isEmpty();
        assertThat(witness.jobs).hasSizeGreaterThan(run.halfHours().getFirst().jobs());
        assertThat(witness.answered).hasSize(5 * witness.jobs.size()).hasSameSizeAs(witness.arrived);
        assertThat(run.calls()).isEqualTo(witness.answered.size());
        assertThat(run.keptTokens()).isBetween(1L, run.promptTokens());
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        JobRun once =
                simulation(Plans.DIAMOND, 40_000, "p90=5s", 2, RunWatch.NOBODY).run(20, 21, 0, true);
        JobRun again =
                simulation(Plans.DIAMOND, 40_000, "p90=5s", 2, new Witness()).run(20, 21, 0, true);
        assertThat(again).isEqualTo(once);
        assertThat(once.halfHours()).extracting(JobRun.HalfHour::half).containsExactly(20, 21);
    }

    @Test
    void aHalfHourHasTheSameJobsWhateverIsSimulatedAroundIt() {
        JobRun alone =
                simulation(Plans.DIAMOND, 20_000, "p90=5s", 2, RunWatch.NOBODY).run(1, 1, 0, true);
        JobRun among =
                simulation(Plans.DIAMOND, 20_000, "p90=5s", 2, RunWatch.NOBODY).run(0, 2, 100 * MINUTE_PICOS, true);
        assertThat(among.halfHours().get(1).jobs())
                .isEqualTo(alone.halfHours().getFirst().jobs());
    }

    @Test
    void jobsComeAsOftenAsTheShapeSays() {
        Demand demand = Demand.of(480_000, Plans.shape(), Plans.mix(Plans.READING));
        double usual = 480_000 / 48.0 * 336 / 337;
        assertThat(demand.count(3, 1)).isBetween((int) (0.95 * usual), (int) (1.05 * usual));
        assertThat(demand.count(20, 1)).isBetween((int) (1.95 * usual), (int) (2.05 * usual));
        assertThat(demand.count(3, 2)).isNotEqualTo(demand.count(3, 1));
    }

    @Test
    void onAnIdleDeviceAJobTakesWhatItsLongestWayTakes() {
        PlanStack stack = STACK;
        JobTemplate template = new JobTemplate(Plans.mix(Plans.DIAMOND).types().getFirst());
        JobRun run =
                simulation(Plans.DIAMOND, 600, "p50=5s", 1, RunWatch.NOBODY).run(20, 20, 0, true);
        long floor = template.longest(stack.cost(), stack.fixedPicos()).picos();
        assertThat(run.halfHours().getFirst().medianPicos()).isBetween(floor, floor + floor / 5);
    }

    @Test
    void whoIsLateIsToldWithHowThingsStood() {
        JobRun run =
                simulation(Plans.READING, 60_000, "p90=3s", 1, RunWatch.NOBODY).run(20, 20, 0, true);
        JobRun.HalfHour half = run.halfHours().getFirst();
        assertThat(run.kept()).isFalse();
        assertThat(half.late()).isGreaterThan(half.jobs() / 10);
        assertThat(run.firstLate()).hasSize(3).allSatisfy(late -> {
            assertThat(late.job()).isEqualTo("read");
            assertThat(late.latePicos() - late.submittedPicos()).isEqualTo(3_000_000_000_000L);
            assertThat(late.answered()).isZero();
            assertThat(late.call()).isZero();
            assertThat(late.group()).isZero();
            assertThat(late.waiting() + late.running()).isPositive();
        });
        assertThat(run.firstLate()).isSortedAccordingTo((a, b) -> Long.compare(a.latePicos(), b.latePicos()));
    }

    @Test
    void aRunMayEndWhenThePromiseIsBroken() {
        JobRun run =
                simulation(Plans.READING, 60_000, "p90=3s", 1, RunWatch.NOBODY).run(20, 20, 0, false);
        assertThat(run.broken()).isTrue();
        assertThat(run.kept()).isFalse();
        JobRun whole =
                simulation(Plans.READING, 60_000, "p90=3s", 1, RunWatch.NOBODY).run(20, 20, 0, true);
        assertThat(run.calls()).isLessThan(whole.calls());
        assertThat(run.firstLate()).isEqualTo(whole.firstLate());
    }
}
