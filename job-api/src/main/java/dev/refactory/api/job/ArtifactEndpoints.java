package dev.refactory.api.job;

import dev.refactory.api.submit.Query;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.store.JobQueries;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// What a job has made: its patch and its findings.
public final class ArtifactEndpoints {
    private static final byte[] NOTHING = {};
    private static final byte[] NO_FINDINGS = "[]".getBytes(StandardCharsets.US_ASCII);

    private final JobQueries queries;
    private final JobWatch watch;

    ArtifactEndpoints(JobQueries queries, JobWatch watch) {
        this.queries = queries;
        this.watch = watch;
    }

    /// `GET /v2/jobs/{job_id}/patch`: the patch, or with `series=1` the commits as mail; empty when
    /// no change was needed.
    public Reply patch(RoutingContext context) {
        Query query = new Query(context, Set.of("series"));
        boolean series = query.flag("series");
        query.done();
        Job job = finished(context, "patch");
        byte[] content = content(job, series ? "mail" : "patch", NOTHING);
        String name = job.jobId() + (series ? ".mbox" : ".patch");
        return Reply.of(200, series ? "application/mbox" : "text/x-diff", content)
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .with("Cache-Control", "private, max-age=31536000, immutable");
    }

    /// `GET /v2/jobs/{job_id}/findings`
    public Reply findings(RoutingContext context) {
        new Query(context, Set.of()).done();
        boolean sarif = Accepted.prefers(context.request().getHeader("Accept"), Sarif.MEDIA_TYPE, "application/json");
        Job job = finished(context, "findings");
        if (sarif) {
            byte[] findings = content(job, "findings", NO_FINDINGS);
            return Reply.of(200, Sarif.MEDIA_TYPE, Sarif.write(job, findings))
                    .with("Vary", "Accept")
                    .with("Cache-Control", "private, max-age=31536000, immutable");
        }
        String head = "{\"object\":\"list\",\"job_id\":\"" + job.jobId() + "\",\"data\":";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content(job, "findings", NO_FINDINGS));
        body.write('}');
        return Reply.of(200, "application/json", body.toByteArray())
                .with("Vary", "Accept")
                .with("Cache-Control", "private, max-age=31536000, immutable");
    }

    private byte[] content(Job job, String name, byte[] otherwise) {
        return queries.artifact(job.tenant(), job.jobId(), name)
                .map(Artifact::content)
                .orElse(otherwise);
    }

    /// The job, when it can have what is asked for.
    /// @throws RefactoryException `not_ready` before its end, `invalid_state` when it ended without
    private Job finished(RoutingContext context, String what) {
        Job job = watch.find(TenantId.DEFAULT, context.pathParam("job_id"));
        String name = "Job " + job.jobId() + " is " + job.status().wireName();
        if (!job.status().terminal()) {
            throw new RefactoryException(
                    ErrorCode.NOT_READY,
                    job.jobId(),
                    name + ": its " + what + " is there when it has succeeded; GET /v2/jobs/" + job.jobId()
                            + "?wait=25s.");
        }
        if (job.status() != JobStatus.SUCCEEDED) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE,
                    job.jobId(),
                    name + " and has no " + what + ": GET /v2/jobs/" + job.jobId() + " says why.");
        }
        if (job.dryRun()) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE,
                    job.jobId(),
                    "Job " + job.jobId() + " was a dry run and has no " + what + ": submit it without dry_run.");
        }
        return job;
    }
}
