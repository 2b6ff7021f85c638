package dev.refactory.index.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.index.build.IndexResult;
import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.build.SnapshotBuilds;
import dev.refactory.index.build.SnapshotBuilds.Awaited;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Indexed;
import dev.refactory.queue.job.Usage;
import java.util.List;

/// INDEX: finds the commit a job means, and waits for the snapshot of its tree, which it builds
/// when nobody else does.
public final class IndexHandler implements TaskHandler {
    private final Repositories repositories;
    private final SnapshotBuilder builder;
    private final SnapshotBuilds builds;
    private final String engineVersion;

    /// @param engineVersion of everything that turns a commit and a request into a result; part of the result
    ///     key
    public IndexHandler(
            Repositories repositories, SnapshotBuilder builder, SnapshotBuilds builds, String engineVersion) {
        this.repositories = repositories;
        this.builder = builder;
        this.builds = builds;
        this.engineVersion = engineVersion;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JsonNode request = Json.tree(claim.request());
        RepositorySource source = Json.convert(request.get("repository"), RepositorySource.class);
        ResolvedCommit commit = repositories.resolve(claim.tenant(), source, context::cancelled);
        Awaited awaited = builds.await(
                SnapshotBuilder.key(claim.tenant(), commit),
                claim.jobId(),
                context::cancelled,
                cancelled -> builder.build(
                        claim.tenant(),
                        source,
                        commit,
                        cancelled,
                        (done, total) -> context.progress((double) done / Math.max(1, total))));
        String result = Json.write(IndexResult.of(commit, awaited.summary(), awaited.reused()));
        Indexed indexed = new Indexed(commit.repositoryId(), ResultKey.of(request, commit, engineVersion));
        return new TaskOutcome.Completed(result, List.of(result), null, null, indexed, List.of(), Usage.NONE);
    }
}
