package dev.refactory.worker.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.index.git.PatchWriter;
import dev.refactory.index.git.PatchWriter.CommitMessage;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Series;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.VerifyResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// PUBLISH: the patch is made once more, compared by hash with what VERIFY proved, and handed over with everything else
/// in the transaction that settles the job.
public final class PublishHandler implements TaskHandler {
    private static final int LISTED_SKIPPED_FILES = 100;

    private final JobStore jobs;
    private final Snapshots snapshots;
    private final PatchWriter patches;

    public PublishHandler(JobStore jobs, Snapshots snapshots, PatchWriter patches) {
        this.jobs = jobs;
        this.snapshots = snapshots;
        this.patches = patches;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JobRequest request = JobRequest.read(claim.request());
        Set<Stage> stages = EnumSet.copyOf(Change.STAGES);
        stages.add(Stage.VERIFY);
        Map<Stage, List<String>> results = jobs.stageResults(claim.jobId(), claim.tenant(), stages);
        VerifyResult verified = Json.read(Change.result(results, Stage.VERIFY), VerifyResult.class);
        Change change = Change.of(results);
        try (OpenSnapshot snapshot = snapshots.open(
                claim.tenant(), request.repository(), change.planned().index())) {
            Series series = snapshots
                    .proven(claim.jobId())
                    .orElseGet(() -> patches.write(snapshot.tree(), snapshot::blob, change.series(snapshot)));
            requireProven(series, verified);
            Patch whole = series.whole();
            List<Artifact> artifacts = new ArrayList<>();
            artifacts.add(new Artifact("patch", "text/x-diff", whole.diff()));
            artifacts.add(new Artifact(
                    "findings",
                    "application/json",
                    Json.write(change.findings()).getBytes(StandardCharsets.UTF_8)));
            if (!series.steps().stream().allMatch(Patch::changesNothing)) {
                artifacts.add(new Artifact(
                        "mail",
                        "application/mbox",
                        mail(change, series, snapshot.tree().committedAt())));
            }
            return new TaskOutcome.Completed(
                    "{}", List.of(), view(snapshot, change, series, verified), null, artifacts, Usage.NONE);
        }
    }

    private static void requireProven(Series series, VerifyResult verified) {
        boolean same = Hashes.sha256(series.whole().diff()).equals(verified.patchSha256())
                && VerifyHandler.digests(series).equals(verified.stepSha256());
        if (!same) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    "patch",
                    "The patch made for publishing differs from the one that was proven; it is not published.");
        }
    }

    /// @param authored the time of the commit it is about: no other time is the same each time
    private byte[] mail(Change change, Series series, long authored) {
        List<CommitMessage> messages = new ArrayList<>();
        for (int step = 0; step < series.steps().size(); step++) {
            messages.add(new CommitMessage(
                    "Refactory",
                    "refactory@localhost",
                    authored,
                    change.planned().steps().get(step).plan().summary(),
                    "Patch-SHA-256: " + Hashes.sha256(series.steps().get(step).diff()) + "\n"));
        }
        return patches.mail(series, messages, change.planned().index().commit().commitId());
    }

    private static String view(OpenSnapshot snapshot, Change change, Series series, VerifyResult verified) {
        Patch patch = series.whole();
        ObjectNode view = Json.object();
        view.put("commit", change.planned().index().commit().commitId());
        view.put("tree", change.planned().index().commit().treeId());
        view.put("result_tree", patch.resultTreeId());
        view.put("patch_sha256", verified.patchSha256());
        view.put("files_changed", patch.filesChanged());
        view.put("insertions", patch.insertions());
        view.put("deletions", patch.deletions());
        view.put("findings", change.findings().size());
        series(view.putArray("series"), change, series);
        ArrayNode skipped = view.putArray("skipped_files");
        int skippedFiles = 0;
        for (FileInfo file : snapshot.graph().files()) {
            if (skippedWholeOrInPart(file) && ++skippedFiles <= LISTED_SKIPPED_FILES) {
                ObjectNode entry = skipped.addObject();
                entry.put("path", file.path());
                entry.set("problems", Json.toTree(file.problems()));
            }
        }
        view.put("skipped_files_total", skippedFiles);
        view.set("unresolved_dependencies", Json.toTree(change.planned().index().unresolvedDependencies()));
        ObjectNode verification = view.putObject("verification");
        verification.put("level", verified.level().text());
        verification.put("applies", verified.applies());
        verification.put("reverses", verified.reverses());
        verification.set("git_agrees", Json.mapper().valueToTree(verified.gitAgrees()));
        verification.put("parses", verified.parses());
        verification.put("bindings_preserved", verified.bindingsPreserved());
        verification.put("new_compile_errors", verified.newCompileErrors());
        verification.put("idempotent", verified.idempotent());
        verification.put("files_rechecked", verified.recheckedFiles());
        return Json.write(view);
    }

    /// One entry for each commit of the series, in order.
    private static void series(ArrayNode commits, Change change, Series series) {
        for (int step = 0; step < series.steps().size(); step++) {
            Patch patch = series.steps().get(step);
            if (patch.changesNothing()) {
                continue;
            }
            ObjectNode commit = commits.addObject();
            commit.put("step", step + 1);
            commit.put("recipe", change.planned().steps().get(step).plan().recipe());
            commit.put("summary", change.planned().steps().get(step).plan().summary());
            commit.put("files_changed", patch.filesChanged());
            commit.put("insertions", patch.insertions());
            commit.put("deletions", patch.deletions());
            commit.put("result_tree", patch.resultTreeId());
        }
    }

    /// A Java file whose facts are missing or partial; what is ignored by wish or no Java is not worth a line.
    private static boolean skippedWholeOrInPart(FileInfo file) {
        return file.isJava()
                && file.problems().stream().anyMatch(problem -> problem.kind() != FileProblem.Kind.IGNORED);
    }
}
