package dev.refactory.worker.stage;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.index.git.PatchWriter;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.Repositories;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.verify.BindingJudge;
import dev.refactory.refactor.verify.Idempotence;
import dev.refactory.refactor.verify.OverlayGraph;
import dev.refactory.refactor.verify.Verdict;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.VerifyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/// VERIFY: the patch applies and reverses; the changed files, and all whose bindings the change could touch,
/// are attributed again, and every fact is what it was but for what the plan says. What does not hold refuses
/// the job.
public final class VerifyHandler implements TaskHandler {
    private final JobStore jobs;
    private final Recipes recipes;
    private final Repositories repositories;
    private final GraphStore graphs;
    private final PatchWriter patches;
    private final Reattribution reattribution;

    public VerifyHandler(
            JobStore jobs,
            Recipes recipes,
            Repositories repositories,
            GraphStore graphs,
            PatchWriter patches,
            Reattribution reattribution) {
        this.jobs = jobs;
        this.recipes = recipes;
        this.repositories = repositories;
        this.graphs = graphs;
        this.patches = patches;
        this.reattribution = reattribution;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JobRequest request = JobRequest.read(claim.request());
        Change change = Change.of(jobs, claim);
        if (change.changeset().changesNothing()) {
            return completed(VerifyResult.ofNoChange(Change.sha256(new byte[0])));
        }
        try (OpenSnapshot snapshot = OpenSnapshot.open(
                repositories,
                graphs,
                claim.tenant(),
                request.repository(),
                change.planned().index())) {
            return verify(claim, request, change, snapshot, context);
        }
    }

    private TaskOutcome verify(
            Claim claim, JobRequest request, Change change, OpenSnapshot snapshot, TaskContext context) {
        SortedMap<String, byte[]> contents = change.contents(snapshot);
        Patch patch =
                patches.write(snapshot.tree(), contents, change.planned().plan().fileRenames());
        requireProof(patch);
        context.progress(0.2);

        TreeSet<String> touched = new TreeSet<>(change.planned().plan().recheck());
        touched.addAll(contents.keySet());
        touched.removeIf(path -> !snapshot.graph().file(path).orElseThrow().isJava());
        Map<String, FileFacts> before = snapshot.graph().facts(touched);
        Map<String, FileFacts> after =
                reattribution.after(claim.tenant(), snapshot, touched, contents, context::cancelled);
        context.progress(0.8);

        List<Conflict> conflicts = new ArrayList<>(newSyntaxErrors(before, after));
        Verdict verdict = new BindingJudge()
                .judge(BindingJudge.Case.of(change.planned().plan(), before, after, change.changeset(), snapshot));
        conflicts.addAll(request.mustCompile() ? verdict.conflicts() : verdict.bindingChanges());
        if (!conflicts.isEmpty()) {
            return new TaskOutcome.Refused(
                    Json.write(conflicts.stream().sorted().distinct().toList()));
        }
        boolean idempotent = idempotent(request, change.planned().plan(), snapshot, after, contents);
        if (!idempotent) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    request.recipe().name(),
                    "Running the recipe on its own result would change it again, so the patch is not published.");
        }
        return completed(new VerifyResult(
                Change.sha256(patch.diff()),
                patch.proof().applies(),
                patch.proof().reverses(),
                patch.proof().gitAgrees(),
                true,
                true,
                verdict.newErrorCount(),
                true,
                touched.size()));
    }

    /// A patch that does not prove itself is a defect of ours, never the user's conflict.
    private static void requireProof(Patch patch) {
        boolean gitDisagrees = Boolean.FALSE.equals(patch.proof().gitAgrees());
        if (!patch.proof().applies() || !patch.proof().reverses() || gitDisagrees) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    "patch",
                    "The patch does not apply and reverse as it should (" + patch.proof() + "); it is not published.");
        }
    }

    private static List<Conflict> newSyntaxErrors(Map<String, FileFacts> before, Map<String, FileFacts> after) {
        List<Conflict> conflicts = new ArrayList<>();
        after.forEach((path, facts) -> {
            boolean brokenBefore = before.containsKey(path) && broken(before.get(path));
            if (broken(facts) && !brokenBefore) {
                int line = facts.diagnostics().stream()
                        .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                        .mapToInt(Diagnostic::line)
                        .findFirst()
                        .orElse(0);
                conflicts.add(new Conflict("does-not-parse", path, path, line, "The edited file would not parse."));
            }
        });
        return conflicts;
    }

    private static boolean broken(FileFacts facts) {
        return facts.problems().stream()
                .anyMatch(problem -> problem.kind() == FileProblem.Kind.SYNTAX_ERROR
                        || problem.kind() == FileProblem.Kind.ANALYSIS_CRASHED);
    }

    private boolean idempotent(
            JobRequest request,
            RefactoringPlan planned,
            OpenSnapshot snapshot,
            Map<String, FileFacts> after,
            SortedMap<String, byte[]> contents) {
        Recipe recipe =
                recipes.checked(request.recipe().name(), request.recipe().parameters());
        Recipe.Sources sources = path -> {
            byte[] edited = contents.get(path);
            return edited == null ? snapshot.text(path) : SourceText.decode(edited);
        };
        OverlayGraph graph =
                new OverlayGraph(snapshot.graph(), after, planned.fileRenames().keySet());
        return Idempotence.holds(recipe, graph, sources, request.recipe().parameters());
    }

    private static TaskOutcome completed(VerifyResult result) {
        return new TaskOutcome.Completed(Json.write(result), List.of(), null, null, List.of(), Usage.NONE);
    }
}
