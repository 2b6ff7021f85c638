package dev.refactory.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void percentNeverGoesDownOnAnyWayThroughTheStagesAndIsHundredOnlyAtSuccess() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int last = 0;
            for (Stage stage : Stage.values()) {
                int total = stage == Stage.TRANSFORM ? random.nextInt(50) : 1;
                double fraction = 0;
                for (int done = 0; done <= total; done++) {
                    fraction = Math.min(1, fraction + random.nextDouble());
                    int percent = of(stage.status(), stage, done, total, total == 1 ? fraction : 0)
                            .percent();
                    assertThat(percent)
                            .as("seed %d, %s %d/%d", seed, stage, done, total)
                            .isBetween(last, 99);
                    last = percent;
                }
            }
            assertThat(of(JobStatus.SUCCEEDED, Stage.PUBLISH, 1, 1, 0).percent())
                    .isEqualTo(100);
        }
    }

    @Test
    void theTimeLeftIsUnknownAtFirstAndNoneAtTheEnd() {
        assertThat(of(JobStatus.INDEXING, Stage.INDEX, 0, 1, 0.1).etaSeconds()).isNull();
        assertThat(of(JobStatus.RUNNING, Stage.TRANSFORM, 0, 2, 0).etaSeconds()).isEqualTo(10);
        assertThat(of(JobStatus.FAILED, Stage.TRANSFORM, 0, 2, 0).etaSeconds()).isZero();
    }

    private static Progress of(JobStatus status, Stage stage, int done, int total, double fraction) {
        Job job = new Job(
                "job_1",
                TenantId.DEFAULT,
                "a",
                "r",
                "x",
                Tier.STANDARD,
                status,
                false,
                false,
                1,
                "{}",
                stage,
                done,
                total,
                fraction,
                null,
                null,
                "[]",
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                Usage.NONE,
                0,
                START,
                START,
                null,
                START.plus(Duration.ofHours(1)));
        return Progress.of(job, START.plusSeconds(10));
    }
}
