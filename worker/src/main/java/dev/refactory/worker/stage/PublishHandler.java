package dev.refactory.worker.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.index.git.PatchWriter;
import dev.refactory.index.git.PatchWriter.CommitMessage;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.Repositories;
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
import java.util.List;

/// PUBLISH: the patch is made once more, compared with what VERIFY proved, and handed over with everything else
/// in the transaction that settles the job.
public final class PublishHandler implements TaskHandler {
    private static final int LISTED_SKIPPED_FILES = 100;

    private final JobStore jobs;
    private final Repositories repositories;
    private final GraphStore graphs;
    private final PatchWriter patches;

    public PublishHandler(JobStore jobs, Repositories repositories, GraphStore graphs, PatchWriter patches) {
        this.jobs = jobs;
        this.repositories = repositories;
        this.graphs = graphs;
        this.patches = patches;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JobRequest request = JobRequest.read(claim.request());
        VerifyResult verified = Json.read(
                jobs.stageResults(claim.jobId(), claim.tenant(), Stage.VERIFY).getFirst(), VerifyResult.class);
        Change change = Change.of(jobs, claim);
        try (OpenSnapshot snapshot = OpenSnapshot.open(
                repositories,
                graphs,
                claim.tenant(),
                request.repository(),
                change.planned().index())) {
            Patch patch = change.patch(snapshot, patches);
            String sha256 = Change.sha256(patch.diff());
            if (!sha256.equals(verified.patchSha256())) {
                throw new RefactoryException(
                        ErrorCode.INTERNAL,
                        "patch",
                        "The patch made for publishing differs from the one that was proven; it is not published.");
            }
            List<Artifact> artifacts = new ArrayList<>();
            artifacts.add(new Artifact("patch", "text/x-diff", patch.diff()));
            artifacts.add(new Artifact(
                    "findings",
                    "application/json",
                    Json.write(change.findings()).getBytes(StandardCharsets.UTF_8)));
            if (patch.diff().length > 0) {
                artifacts.add(new Artifact("mail", "application/mbox", mail(change, patch)));
            }
            return new TaskOutcome.Completed(
                    "{}", List.of(), view(snapshot, change, patch, verified), null, artifacts, Usage.NONE);
        }
    }

    private byte[] mail(Change change, Patch patch) {
        CommitMessage message = new CommitMessage(
                "Refactory",
                "refactory@localhost",
                0,
                change.planned().plan().summary(),
                "Patch-SHA-256: " + Change.sha256(patch.diff()) + "\n");
        return patches.mail(patch, message, change.planned().index().commit().commitId());
    }

    private static String view(OpenSnapshot snapshot, Change change, Patch patch, VerifyResult verified) {
        ObjectNode view = Json.object();
        view.put("commit", change.planned().index().commit().commitId());
        view.put("tree", change.planned().index().commit().treeId());
        view.put("result_tree", patch.resultTreeId());
        view.put("patch_sha256", verified.patchSha256());
        view.put("files_changed", patch.filesChanged());
        view.put("insertions", patch.insertions());
        view.put("deletions", patch.deletions());
        view.put("findings", change.findings().size());
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

    /// A Java file whose facts are missing or partial; what is ignored by wish or no Java is not worth a line.
    private static boolean skippedWholeOrInPart(FileInfo file) {
        return file.isJava()
                && file.problems().stream().anyMatch(problem -> problem.kind() != FileProblem.Kind.IGNORED);
    }
}
