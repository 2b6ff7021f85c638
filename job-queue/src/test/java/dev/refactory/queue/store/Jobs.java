package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Completed;
import dev.refactory.queue.job.TaskOutcome.Indexed;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Requests, outcomes and the way a test drives a job.
final class Jobs {
    static final TenantId ACME = TenantId.DEFAULT;
    static final String REPOSITORY = "repo_acme";
    static final TenantId OTHER = new TenantId("other");

    private final JobStore store;
    private final JobQueries queries;

    Jobs(StoreFixture fixture) {
        this.store = fixture.store();
        this.queries = fixture.queries();
    }

    static SubmitJob request() {
        return request(ACME, null, Tier.STANDARD);
    }

    static SubmitJob request(TenantId tenant, @Nullable String key, Tier tier) {
        return new SubmitJob(
                tenant,
                "ada",
                key,
                "a".repeat(64),
                "{\"recipe\":\"rename-method\"}",
                "https://example.org/acme.git",
                "rename-method",
                tier,
                null,
                false,
                Duration.ofMinutes(30));
    }

    /// A job that is tied to a repository from the start.
    static SubmitJob of(String repositoryId) {
        return of(repositoryId, "", Tier.STANDARD);
    }

    /// Of a branch of a repository.
    static SubmitJob of(String repositoryId, @Nullable String branch, Tier tier) {
        SubmitJob r = request();
        return new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                null,
                r.requestHash(),
                r.request(),
                r.repository(),
                r.recipe(),
                tier,
                null,
                false,
                r.deadline(),
                repositoryId,
                branch);
    }

    static SubmitJob dryRun() {
        SubmitJob r = request();
        return new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                null,
                r.requestHash(),
                r.request(),
                r.repository(),
                r.recipe(),
                r.tier(),
                null,
                true,
                r.deadline());
    }

    static SubmitJob capped(long maxMilliSau) {
        SubmitJob r = request();
        return new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                null,
                r.requestHash(),
                r.request(),
                r.repository(),
                r.recipe(),
                r.tier(),
                maxMilliSau,
                false,
                r.deadline());
    }

    static Completed done() {
        return new Completed("{}", List.of(), null, null, List.of(), Usage.NONE);
    }

    /// INDEX's report; `key` is any text, null for a result that is not kept.
    static Completed indexed(@Nullable String key) {
        String resultKey = key == null ? null : String.format("%064x", key.hashCode() & 0xffffffffL);
        return new Completed("{}", List.of(), null, null, new Indexed(REPOSITORY, resultKey), List.of(), Usage.NONE);
    }

    static Completed done(String result) {
        return new Completed(result, List.of(), null, null, List.of(), Usage.NONE);
    }

    static Completed used(Usage usage) {
        return new Completed("{}", List.of(), null, null, List.of(), usage);
    }

    /// A plan for 10,000 lines at complexity 1: 5 SAU.
    static Completed planned(int tasks) {
        return planned(tasks, 10_000);
    }

    static Completed planned(int tasks, long lines) {
        List<String> payloads =
                IntStream.range(0, tasks).mapToObj(i -> "{\"chunk\":" + i + "}").toList();
        return new Completed(
                "{}",
                payloads,
                "{\"files\":" + tasks + "}",
                new QuoteInputs(lines, BigDecimal.ONE),
                List.of(),
                Usage.NONE);
    }

    static Completed published(TaskOutcome.Artifact... artifacts) {
        return new Completed("{}", List.of(), "{\"files_changed\":1}", null, List.of(artifacts), Usage.NONE);
    }

    String submit() {
        return submit(request());
    }

    String submit(SubmitJob request) {
        return accepted(store.submit(request)).jobId();
    }

    static Job accepted(SubmitReply reply) {
        if (reply instanceof SubmitReply.Accepted accepted) {
            return accepted.job();
        }
        throw new AssertionError("Not accepted: " + reply);
    }

    Job job(String jobId) {
        return queries.find(ACME, jobId).orElseThrow();
    }

    /// Claims the next ready task of the role that runs the stage; there must be one.
    Claim claim(Stage stage) {
        Claim claim = claimNext(stage.role());
        if (claim.stage() != stage) {
            throw new AssertionError("Expected a task of " + stage + ", got one of " + claim.stage());
        }
        return claim;
    }

    Claim claimNext(Role role) {
        List<Claim> claims = store.claimReady(role, "worker-1", 1);
        if (claims.isEmpty()) {
            throw new AssertionError("No task is ready for " + role);
        }
        return claims.getFirst();
    }

    Claim finish(Stage stage, TaskOutcome outcome) {
        Claim claim = claim(stage);
        if (!store.complete(claim.attempt(), outcome)) {
            throw new AssertionError("The report of " + stage + " was not taken");
        }
        return claim;
    }

    /// Takes a new job to where `stage` is open and nothing of it is claimed.
    String until(Stage stage) {
        return until(stage, 2);
    }

    String until(Stage stage, int tasks) {
        String jobId = submit();
        if (stage.compareTo(Stage.INDEX) > 0) {
            finish(Stage.INDEX, done());
        }
        if (stage.compareTo(Stage.PLAN) > 0) {
            finish(Stage.PLAN, planned(tasks));
        }
        for (int i = 0; stage.compareTo(Stage.TRANSFORM) > 0 && i < tasks; i++) {
            finish(Stage.TRANSFORM, done("{\"chunk\":" + i + "}"));
        }
        if (stage.compareTo(Stage.VERIFY) > 0) {
            finish(Stage.VERIFY, done());
        }
        return jobId;
    }

    String succeeded() {
        String jobId = until(Stage.PUBLISH);
        finish(Stage.PUBLISH, published());
        return jobId;
    }
}
