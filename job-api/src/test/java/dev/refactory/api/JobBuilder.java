package dev.refactory.api;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Quote;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Jobs in any state, for tests.
final class JobBuilder {
    private final String jobId;
    private String repository = "https://host/acme.git";
    private String recipe = "rename-method";
    private String request = "{\"metadata\":{\"team\":\"a\"},\"model\":\"recipes\",\"repository\":{}}";
    private JobStatus status = JobStatus.QUEUED;
    private boolean cancelRequested;
    private boolean dryRun;
    private Tier tier = Tier.STANDARD;
    private long version = 1;
    private Stage stage = Stage.INDEX;
    private int done;
    private int total = 1;
    private double fraction;
    private @Nullable String plan;
    private @Nullable String result;
    private String conflicts = "[]";
    private @Nullable String errorCode;
    private @Nullable String errorMessage;
    private Usage usage = Usage.NONE;
    private @Nullable Quote quote;
    private long charged;
    private @Nullable Instant started;
    private @Nullable Instant finished;
    private Duration deadline = Duration.ofMinutes(30);

    JobBuilder(String jobId) {
        this.jobId = jobId;
    }

    /// The same job, one version on.
    JobBuilder(Job job) {
        this(job.jobId());
        repository = job.repository();
        recipe = job.recipe();
        request = job.request();
        status = job.status();
        cancelRequested = job.cancelRequested();
        dryRun = job.dryRun();
        tier = job.tier();
        version = job.version() + 1;
        stage = job.stage();
        started = job.startedAt();
        deadline = Duration.between(job.createdAt(), job.deadlineAt());
    }

    JobBuilder of(SubmitJob command) {
        repository = command.repository();
        recipe = command.recipe();
        request = command.request();
        dryRun = command.dryRun();
        tier = command.tier();
        deadline = command.deadline();
        return this;
    }

    JobBuilder status(JobStatus status) {
        this.status = status;
        if (status.terminal()) {
            started = FakeJobs.START.plusSeconds(1);
            finished = FakeJobs.START.plusMillis(3500);
        }
        return this;
    }

    JobBuilder cancelRequested() {
        cancelRequested = true;
        return this;
    }

    JobBuilder dryRun() {
        dryRun = true;
        return this;
    }

    JobBuilder repository(String shown) {
        repository = shown;
        return this;
    }

    JobBuilder at(Stage stage, int done, int total, double fraction) {
        this.stage = stage;
        this.done = done;
        this.total = total;
        this.fraction = fraction;
        this.status = stage.status();
        this.started = FakeJobs.START.plusSeconds(1);
        return this;
    }

    JobBuilder succeeded(String plan, String result) {
        this.plan = plan;
        this.result = result;
        this.stage = Stage.PUBLISH;
        this.usage = FakeJobs.SOME_USAGE;
        this.quote = new Quote("1", new QuoteInputs(12_345, new BigDecimal("1.5")), 7_500);
        this.charged = 8_000;
        return status(JobStatus.SUCCEEDED);
    }

    /// What a dry run ends with.
    JobBuilder quoted(String plan) {
        this.plan = plan;
        this.stage = Stage.PLAN;
        this.quote = new Quote("1", new QuoteInputs(12_345, new BigDecimal("1.5")), 7_500);
        return status(JobStatus.SUCCEEDED);
    }

    JobBuilder refused(String conflicts) {
        this.conflicts = conflicts;
        this.stage = Stage.PLAN;
        return status(JobStatus.REFUSED);
    }

    JobBuilder failed(String code, String message) {
        this.errorCode = code;
        this.errorMessage = message;
        return status(JobStatus.FAILED);
    }

    Job build() {
        return new Job(
                jobId,
                TenantId.DEFAULT,
                "anonymous",
                repository,
                recipe,
                tier,
                status,
                cancelRequested,
                dryRun,
                version,
                request,
                stage,
                done,
                total,
                fraction,
                plan,
                result,
                conflicts,
                errorCode,
                errorCode == null ? null : "main",
                errorMessage,
                quote,
                charged,
                null,
                null,
                usage,
                3,
                FakeJobs.START,
                started,
                finished,
                FakeJobs.START.plus(deadline));
    }
}
