package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobQueries.Filter;
import dev.refactory.queue.store.JobQueries.StageTiming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every job store tells about jobs: usage, events, files, lists; and what it announces and forgets.
abstract class JobReadingContract extends JobEndingsContract {
    @Test
    void usageIsTheSumOverAcceptedAttempts() {
        String jobId = jobs.until(Stage.TRANSFORM, 2);
        AttemptRef lost = jobs.claim(Stage.TRANSFORM).attempt();
        fixture.pass(Duration.ofSeconds(11));
        fixture.maintenance().rescueExpired(10);
        store.complete(lost, Jobs.used(new Usage(1_000, 1_000, 1_000)));
        jobs.finish(Stage.TRANSFORM, Jobs.used(new Usage(10, 3, 2_500)));
        jobs.finish(Stage.TRANSFORM, Jobs.used(new Usage(5, 2, 2_500)));
        assertThat(jobs.job(jobId).usage()).isEqualTo(new Usage(15, 5, 5_000));
        jobs.finish(Stage.VERIFY, Jobs.used(new Usage(1, 1, 0)));
        jobs.finish(Stage.PUBLISH, published());
        assertThat(jobs.job(jobId).usage()).isEqualTo(new Usage(16, 6, 5_000));
    }

    @Test
    void eventsAreDenseTellTheWholeStoryAndCanBeResumed() {
        String jobId = jobs.succeeded();
        List<JobEvent> all = queries.events(ACME, jobId, 0, 1000);
        assertThat(all.stream().map(JobEvent::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(all.stream().map(JobEvent::type))
                .startsWith("job_submitted", "stage_opened", "stage_started", "stage_closed", "stage_opened")
                .contains("plan_published", "sau_reserved", "attempt_completed")
                .endsWith("stage_closed", "sau_posted", "job_succeeded");
        List<JobEvent> resumed = new ArrayList<>();
        for (long after = 0; ; after = resumed.getLast().sequence()) {
            List<JobEvent> page = queries.events(ACME, jobId, after, 3);
            if (page.isEmpty()) {
                break;
            }
            resumed.addAll(page);
        }
        assertThat(resumed).isEqualTo(all);
    }

    @Test
    void artifactsOfAnAcceptedAttemptAreKeptByteForByte() {
        String jobId = jobs.until(Stage.PUBLISH);
        byte[] patch = "diff --git a/ä b/ä\n\0".getBytes(StandardCharsets.UTF_8);
        jobs.finish(Stage.PUBLISH, published(new Artifact("patch", "text/x-diff", patch)));
        Artifact kept = queries.artifact(ACME, jobId, "patch").orElseThrow();
        assertThat(kept.mediaType()).isEqualTo("text/x-diff");
        assertThat(kept.content()).isEqualTo(patch);
        assertThat(queries.artifact(ACME, jobId, "mail")).isEmpty();
    }

    @Test
    void theTimelineHasEveryStageWithItsTimes() {
        String jobId = jobs.succeeded();
        List<StageTiming> timeline = queries.timeline(ACME, jobId);
        assertThat(timeline.stream().map(StageTiming::stage))
                .containsExactly("index", "plan", "transform", "verify", "publish");
        assertThat(timeline.stream().map(StageTiming::tasks)).containsExactly(1, 1, 2, 1, 1);
        assertThat(timeline.stream().map(StageTiming::attempts)).containsExactly(1, 1, 2, 1, 1);
        assertThat(timeline).allSatisfy(stage -> {
            assertThat(stage.startedAt()).isNotNull().isAfterOrEqualTo(stage.openedAt());
            assertThat(stage.finishedAt()).isNotNull().isAfterOrEqualTo(stage.startedAt());
        });
    }

    @Test
    void listsAreNewestFirstFilteredAndPaged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(jobs.submit());
            fixture.pass(Duration.ofMillis(5));
        }
        store.cancel(ACME, ids.get(2));
        assertThat(ids(queries.list(ACME, Filter.ALL, null, 10))).isEqualTo(ids);
        assertThat(ids(queries.list(ACME, Filter.ALL, null, 2))).isEqualTo(ids.subList(0, 2));
        assertThat(ids(queries.list(ACME, Filter.ALL, ids.get(1), 2))).isEqualTo(ids.subList(2, 4));
        assertThat(ids(queries.list(ACME, new Filter(JobStatus.CANCELLED, null, null, null), null, 10)))
                .containsExactly(ids.get(2));
        assertThat(queries.list(ACME, new Filter(null, "nowhere", null, null), null, 10))
                .isEmpty();
        assertThat(queries.list(ACME, new Filter(null, null, "rename-method", "ada"), null, 10))
                .hasSize(5);
    }

    @Test
    void anotherTenantSeesNothing() {
        String jobId = jobs.succeeded();
        jobs.submit(request(OTHER, null, Tier.STANDARD));
        assertThat(queries.find(OTHER, jobId)).isEmpty();
        assertThat(queries.list(OTHER, Filter.ALL, null, 10)).hasSize(1);
        assertThat(queries.events(OTHER, jobId, 0, 10)).isEmpty();
        assertThat(queries.timeline(OTHER, jobId)).isEmpty();
        assertThat(queries.ledger(OTHER, null, 10)).isEmpty();
        assertThat(store.stageResults(jobId, OTHER, Set.of(Stage.TRANSFORM)))
                .isEqualTo(Map.of(Stage.TRANSFORM, List.of()));
    }

    @Test
    void usageByDayAgreesWithTheJobsAndTheLedger() {
        jobs.succeeded();
        jobs.succeeded();
        LocalDate today = queries.list(ACME, Filter.ALL, null, 1)
                .getFirst()
                .createdAt()
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        assertThat(queries.usage(ACME, today.minusDays(1), today))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.jobs()).isEqualTo(2);
                    assertThat(day.milliSau()).isEqualTo(fixture.balance(ACME, "revenue"));
                    assertThat(day.recipe()).isEqualTo("rename-method");
                });
        assertThat(queries.usage(ACME, today.plusDays(1), today.plusDays(2))).isEmpty();
    }

    @Test
    void endedJobsAreForgottenAfterTheirRetentionButNotTheirBills() {
        String jobId = jobs.succeeded();
        String open = jobs.submit(request(ACME, "key-1", Tier.STANDARD));
        fixture.pass(Duration.ofDays(29));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isZero();
        fixture.pass(Duration.ofDays(2));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isEqualTo(1);
        assertThat(queries.find(ACME, jobId)).isEmpty();
        assertThat(queries.find(ACME, open)).isPresent();
        assertThat(kinds(jobId)).containsExactly("post", "reserve");
    }

    @Test
    void whatARelayCouldNotPublishStaysAnnounced() {
        jobs.submit();
        assertThatThrownBy(() -> fixture.outbox().relay(10, tasks -> {
                    throw new IllegalStateException("the broker is away");
                }))
                .hasMessage("the broker is away");
        assertThat(fixture.outbox().backlog()).isEqualTo(1);
        assertThat(announced()).hasSize(1);
        assertThat(fixture.outbox().backlog()).isZero();
    }

    @Test
    void announcementsAreUrgentFirstAndFairAndCanBeRepeated() {
        for (int i = 0; i < 3; i++) {
            jobs.submit();
        }
        jobs.submit(request(OTHER, null, Tier.STANDARD));
        jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        List<String> order = new ArrayList<>();
        fixture.outbox().relay(3, tasks -> tasks.forEach(task -> order.add(task.tenant() + " " + task.tier())));
        assertThat(order.getFirst()).isEqualTo("default INTERACTIVE");
        assertThat(order).contains("default STANDARD", "other STANDARD");
        announced();
        assertThat(fixture.outbox().announceAgain(100)).isEqualTo(5);
        assertThat(fixture.outbox().announceAgain(100)).isZero();
        assertThat(announced()).hasSize(5);
    }

    @Test
    void aReportThatItsStageCannotMakeChangesNothing() {
        String jobId = jobs.submit();
        Claim claim = jobs.claim(Stage.INDEX);
        Job before = jobs.job(jobId);
        assertThatThrownBy(() -> store.complete(claim.attempt(), planned(2))).hasMessageContaining("INDEX");
        assertThat(jobs.job(jobId)).isEqualTo(before);
        assertThat(store.complete(claim.attempt(), done())).isTrue();
    }

    private static List<String> ids(List<Job> list) {
        return list.stream().map(Job::jobId).toList();
    }
}
