package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.indexed;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every job store does with results that are asked for again.
abstract class ResultReuseContract extends JobReadingContract {
    private static final byte[] PATCH = "diff --git a/A b/A\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void anEqualRequestIsAnsweredAtTheEndOfIndexAtNoCharge() {
        String first = succeeded("k");
        String again = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        Job job = jobs.job(again);
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.plan()).isEqualTo(jobs.job(first).plan());
        assertThat(job.cachedFrom()).isEqualTo(first);
        assertThat(job.quote()).isNull();
        assertThat(job.chargedMilliSau()).isZero();
        assertThat(job.usage()).isEqualTo(Usage.NONE);
        JsonNode result = Json.tree(String.valueOf(job.result()));
        assertThat(result.path("files_changed").asInt()).isEqualTo(1);
        assertThat(result.path("cached").asBoolean()).isTrue();
        assertThat(result.path("cached_from").asText()).isEqualTo(first);
        assertThat(jobs.job(first).cachedFrom()).isNull();
        assertThat(jobs.job(first).result()).isEqualTo("{\"files_changed\":1}");
        assertThat(queries.artifact(ACME, again, "patch").orElseThrow().content())
                .isEqualTo(PATCH);
        assertThat(queries.ledger(ACME, again, 10)).isEmpty();
        assertThat(fixture.balance(ACME, "revenue")).isEqualTo(5_000);
        assertThat(queries.events(ACME, again, 0, 100).stream().map(JobEvent::type))
                .containsExactly(
                        "job_submitted",
                        "stage_opened",
                        "stage_started",
                        "stage_closed",
                        "result_reused",
                        "job_succeeded");
        assertThat(queries.events(ACME, again, 4, 1).getFirst().data()).contains("\"cached_from\":\"" + first + "\"");
        assertThat(store.claimReady(Role.WORKER, "worker-1", 5)).isEmpty();
    }

    @Test
    void theFirstSuccessIsNamedByAllThatCome() {
        String first = succeeded("k");
        String second = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        String third = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(second).cachedFrom()).isEqualTo(first);
        assertThat(jobs.job(third).cachedFrom()).isEqualTo(first);
        assertThat(jobs.job(third).result()).isEqualTo(jobs.job(second).result());
    }

    @Test
    void anotherKeyNoKeyAndAnotherTenantAreWorkedOut() {
        succeeded("k");
        for (TaskOutcome outcome : List.of(indexed("other"), indexed(null), done())) {
            String jobId = jobs.submit();
            jobs.finish(Stage.INDEX, outcome);
            assertThat(jobs.job(jobId).stage()).isEqualTo(Stage.PLAN);
        }
        String theirs = jobs.submit(request(OTHER, null, Tier.STANDARD));
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(queries.find(OTHER, theirs).orElseThrow().stage()).isEqualTo(Stage.PLAN);
    }

    @Test
    void aJobWithoutAKeyIsNotKept() {
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed(null));
        publish();
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.claim(Stage.PLAN).stage()).isEqualTo(Stage.PLAN);
    }

    @Test
    void whatWasRefusedFailedOrCancelledAnswersNobody() {
        jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        jobs.finish(Stage.PLAN, new TaskOutcome.Refused("[{\"kind\":\"name-clash\"}]"));
        jobs.submit(Jobs.capped(1));
        jobs.finish(Stage.INDEX, indexed("k"));
        jobs.finish(Stage.PLAN, planned(1));
        String cancelled = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        store.cancel(ACME, cancelled);
        String next = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(next).stage()).isEqualTo(Stage.PLAN);
    }

    @Test
    void aQuoteStaysAQuote() {
        jobs.submit(Jobs.dryRun());
        jobs.finish(Stage.INDEX, indexed("k"));
        jobs.finish(Stage.PLAN, planned(1));
        String real = succeeded("k");
        assertThat(jobs.job(real).cachedFrom()).isNull();
        String quote = jobs.submit(Jobs.dryRun());
        jobs.finish(Stage.INDEX, indexed("k"));
        jobs.finish(Stage.PLAN, planned(1));
        assertThat(jobs.job(quote).cachedFrom()).isNull();
        assertThat(jobs.job(quote).quotedMilliSau()).isEqualTo(5_000);
    }

    @Test
    void aCancelThatCameBeforeTheAnswerWins() {
        succeeded("k");
        String jobId = jobs.submit();
        Claim claim = jobs.claim(Stage.INDEX);
        store.cancel(ACME, jobId);
        store.complete(claim.attempt(), indexed("k"));
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(jobs.job(jobId).cachedFrom()).isNull();
        assertThat(queries.artifact(ACME, jobId, "patch")).isEmpty();
    }

    @Test
    void ofTwoThatFinishTogetherOneIsKeptAndBothSucceed() throws Exception {
        List<Claim> last = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jobs.submit();
            jobs.finish(Stage.INDEX, indexed("k"));
            jobs.finish(Stage.PLAN, planned(0));
            jobs.finish(Stage.VERIFY, done());
            last.add(jobs.claim(Stage.PUBLISH));
        }
        List<Boolean> taken = together(8, i -> store.complete(last.get(i).attempt(), published()));
        assertThat(taken).doesNotContain(false);
        assertThat(last).allSatisfy(claim -> {
            Job job = jobs.job(claim.jobId());
            assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
            assertThat(job.chargedMilliSau()).isEqualTo(5_000);
        });
        String next = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(last).extracting(Claim::jobId).contains(jobs.job(next).cachedFrom());
    }

    @Test
    void aForgottenJobAnswersNobodyButWhomItAnsweredKeepsTheFiles() {
        String first = succeeded("k");
        fixture.pass(Duration.ofDays(40));
        String second = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(second).cachedFrom()).isEqualTo(first);
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isEqualTo(1);
        assertThat(queries.find(ACME, first)).isEmpty();
        assertThat(queries.artifact(ACME, second, "patch").orElseThrow().content())
                .isEqualTo(PATCH);
        String third = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(third).stage()).isEqualTo(Stage.PLAN);
    }

    @Test
    void theRepositoryOfAJobIsKnownOnceItIsIndexed() {
        String jobId = jobs.submit();
        assertThat(jobs.job(jobId).repositoryId()).isNull();
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(jobId).repositoryId()).isEqualTo(Jobs.REPOSITORY);
    }

    @Test
    void indexHasTheLastWordOnTheRepositoryOfAJob() {
        String jobId = jobs.submit(Jobs.of("repo_by_the_door"));
        assertThat(jobs.job(jobId).repositoryId()).isEqualTo("repo_by_the_door");
        assertThat(fixture.maintenance().openOf(ACME, "repo_by_the_door", 10)).containsExactly(jobId);
        jobs.finish(Stage.INDEX, indexed("k"));
        assertThat(jobs.job(jobId).repositoryId()).isEqualTo(Jobs.REPOSITORY);
        assertThat(fixture.maintenance().openOf(ACME, "repo_by_the_door", 10)).isEmpty();
        assertThat(fixture.maintenance().openOf(ACME, Jobs.REPOSITORY, 10)).containsExactly(jobId);
    }

    @Test
    void theJobsOfARepositoryAreForgottenOnceTheyHaveEndedAndTheirBillsStay() {
        String ended = succeeded("k");
        String open = jobs.submit();
        jobs.finish(Stage.INDEX, indexed("another"));
        assertThat(fixture.maintenance().openOf(ACME, Jobs.REPOSITORY, 10)).containsExactly(open);
        assertThat(fixture.maintenance().openOf(OTHER, Jobs.REPOSITORY, 10)).isEmpty();
        assertThat(fixture.maintenance().openOf(ACME, "repo_other", 10)).isEmpty();

        assertThat(fixture.maintenance().deleteOf(OTHER, Jobs.REPOSITORY, 10)).isZero();
        assertThat(fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 10)).isEqualTo(1);
        assertThat(fixture.maintenance().deleteOf(ACME, Jobs.REPOSITORY, 10)).isZero();

        assertThat(queries.find(ACME, ended)).isEmpty();
        assertThat(queries.artifact(ACME, ended, "patch")).isEmpty();
        assertThat(queries.events(ACME, ended, 0, 10)).isEmpty();
        assertThat(queries.find(ACME, open)).isPresent();
        assertThat(queries.ledger(ACME, ended, 10)).isNotEmpty();
    }

    private String succeeded(String key) {
        String jobId = jobs.submit();
        jobs.finish(Stage.INDEX, indexed(key));
        publish();
        return jobId;
    }

    private void publish() {
        jobs.finish(Stage.PLAN, planned(0));
        jobs.finish(Stage.VERIFY, done());
        jobs.finish(Stage.PUBLISH, published(new Artifact("patch", "text/x-diff", PATCH)));
    }
}
