package dev.refactory.worker.stage;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.verify.BindingJudge;
import dev.refactory.refactor.verify.OverlayGraph;
import dev.refactory.refactor.verify.Verdict;
import dev.refactory.worker.request.VerificationLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Makes one step on a revision, and says what the compiler says of it: PLAN, before it plans the next step on the
/// result, and VERIFY, before it publishes it.
public final class StepTrial {
    private final Reattribution reattribution;

    public StepTrial(Reattribution reattribution) {
        this.reattribution = reattribution;
    }

    /// What came of a step.
    sealed interface Result {
        /// @param after the revision with the step made
        /// @param newErrors compiler errors the step brings; null when nothing was attributed
        /// @param looked files whose syntax or facts were looked at
        record Passed(Revision after, @Nullable Integer newErrors, int looked) implements Result {}

        record Failed(List<Conflict> conflicts) implements Result {}
    }

    Result run(
            TenantId tenant,
            Revision before,
            RefactoringPlan plan,
            Changeset changeset,
            VerificationLevel level,
            BooleanSupplier cancelled) {
        Texts texts = before.texts().after(changeset, plan.fileRenames());
        SortedSet<String> changed = new TreeSet<>(changeset.paths());
        changed.addAll(plan.fileRenames().keySet());
        SortedSet<String> touched = new TreeSet<>(plan.recheck());
        touched.addAll(changed);
        touched.removeIf(
                path -> !before.graph().file(path).map(FileInfo::isJava).orElse(false));
        SortedSet<String> touchedAfter = new TreeSet<>();
        touched.forEach(path -> touchedAfter.add(plan.fileRenames().getOrDefault(path, path)));
        Map<String, FileFacts> factsBefore = before.graph().facts(touched);
        Map<String, FileFacts> factsAfter = reattribution.after(tenant, texts, touchedAfter, cancelled);

        List<Conflict> conflicts = new ArrayList<>(newSyntaxErrors(plan, factsBefore, factsAfter));
        Verdict verdict = new BindingJudge()
                .judge(BindingJudge.Case.of(plan, factsBefore, factsAfter, changeset, before.texts()));
        conflicts.addAll(level == VerificationLevel.COMPILE ? verdict.conflicts() : verdict.bindingChanges());
        if (!conflicts.isEmpty()) {
            return new Result.Failed(conflicts.stream().sorted().distinct().toList());
        }
        Map<String, FileFacts> replaced = new TreeMap<>(factsAfter);
        changed.forEach(path -> {
            String newPath = plan.fileRenames().getOrDefault(path, path);
            if (!replaced.containsKey(newPath)) {
                replaced.put(newPath, withoutFacts(before.graph(), path, newPath, texts));
            }
        });
        GraphView graph =
                new OverlayGraph(before.graph(), replaced, plan.fileRenames().keySet());
        return new Result.Passed(new Revision(texts, graph), verdict.newErrorCount(), touched.size());
    }

    /// A changed file that is no Java: the next step must find its new content.
    private static FileFacts withoutFacts(GraphView graph, String path, String newPath, Texts texts) {
        FileInfo file = graph.file(path)
                .orElseThrow(() -> new IllegalArgumentException("A step changes a file that is not there: " + path));
        return new FileFacts(
                newPath,
                Hashes.blobId(texts.bytes(newPath)),
                file.language(),
                file.lines(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                file.problems());
    }

    private static List<Conflict> newSyntaxErrors(
            RefactoringPlan plan, Map<String, FileFacts> before, Map<String, FileFacts> after) {
        Map<String, String> oldPaths = new HashMap<>();
        plan.fileRenames().forEach((from, to) -> oldPaths.put(to, from));
        List<Conflict> conflicts = new ArrayList<>();
        after.forEach((path, facts) -> {
            FileFacts old = before.get(oldPaths.getOrDefault(path, path));
            if (broken(facts) && !(old != null && broken(old))) {
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
}
