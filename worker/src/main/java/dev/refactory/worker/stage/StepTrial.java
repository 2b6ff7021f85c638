package dev.refactory.worker.stage;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.lifecycle.Meanwhile;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.verify.BindingJudge;
import dev.refactory.refactor.verify.OverlayGraph;
import dev.refactory.refactor.verify.Projection;
import dev.refactory.refactor.verify.SameSyntax;
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
            Revision before,
            RefactoringPlan plan,
            Changeset changeset,
            VerificationLevel level,
            BooleanSupplier cancelled) {
        Step step = new Step(before, plan, changeset);
        return switch (level) {
            // What only a compiler can tell is told by one, whatever was asked for.
            case PARSE -> plan.intent().foreseen() ? parsed(step, cancelled) : compiled(step, cancelled);
            case COMPILE -> compiled(step, cancelled);
        };
    }

    /// A step under trial.
    private static final class Step {
        final Revision before;
        final RefactoringPlan plan;
        final Changeset changeset;
        final Texts texts;
        /// Changed files, by their paths before the step.
        final SortedSet<String> changed;
        /// Java files whose facts the step changes or could touch, by their paths before it.
        final SortedSet<String> touched;

        Step(Revision before, RefactoringPlan plan, Changeset changeset) {
            this.before = before;
            this.plan = plan;
            this.changeset = changeset;
            this.texts = before.texts().after(changeset, plan.fileRenames());
            this.changed = new TreeSet<>(changeset.paths());
            changed.addAll(plan.fileRenames().keySet());
            this.touched = new TreeSet<>(plan.recheck());
            touched.addAll(changed);
            touched.removeIf(path -> !isJava(path));
        }

        private boolean isJava(String path) {
            return before.graph().file(path).map(FileInfo::isJava).orElse(false);
        }

        String after(String path) {
            return plan.fileRenames().getOrDefault(path, path);
        }

        SortedSet<String> after(SortedSet<String> paths) {
            SortedSet<String> after = new TreeSet<>();
            paths.forEach(path -> after.add(after(path)));
            return after;
        }

        /// The revision with the step made.
        ///
        /// @param facts of the touched files, by their paths after the step
        Revision made(Map<String, FileFacts> facts) {
            Map<String, FileFacts> replaced = new TreeMap<>(facts);
            changed.forEach(path -> {
                if (!replaced.containsKey(after(path))) {
                    replaced.put(after(path), withoutFacts(before.graph(), path, after(path), texts));
                }
            });
            GraphView graph = new OverlayGraph(
                    before.graph(), replaced, plan.fileRenames().keySet());
            return new Revision(texts, graph);
        }
    }

    /// The parser reads what changed where names alone did not; the facts are those the plan promises.
    private Result parsed(Step step, BooleanSupplier cancelled) {
        SortedSet<String> changedJava = new TreeSet<>(step.changed);
        changedJava.retainAll(step.touched);
        Map<String, FileFacts> before = step.before.graph().facts(step.touched);
        SortedSet<String> unsure = new TreeSet<>(changedJava);
        unsure.removeIf(path -> sameSyntax(step, path, before));
        // Another process parses: what it is given are bytes, so the snapshot stays with this thread.
        try (Meanwhile<List<JavaAttributor.Parsed>> parsing = new Meanwhile<>(
                "parsing", cancelled, stopped -> reattribution.parsed(step.texts, step.after(unsure), stopped))) {
            Map<String, FileFacts> changed = new TreeMap<>(before);
            changed.keySet().retainAll(changedJava);
            List<Conflict> conflicts =
                    new WrittenNames(step.plan, step.changeset, step.before.texts()).conflicts(changed.values());
            Map<String, FileFacts> promised = conflicts.isEmpty() ? promised(step, before) : Map.of();
            Map<String, Syntax> syntax = new TreeMap<>();
            parsing.get().forEach(parsed -> syntax.put(parsed.path(), new Syntax(parsed.errors(), parsed.problems())));
            List<Conflict> all = new ArrayList<>(newSyntaxErrors(step, before, syntax));
            all.addAll(conflicts);
            return all.isEmpty()
                    ? new Result.Passed(step.made(promised), null, changedJava.size())
                    : new Result.Failed(
                            all.stream().sorted().limit(Verdict.MAX_CONFLICTS).toList());
        }
    }

    private static boolean sameSyntax(Step step, String path, Map<String, FileFacts> before) {
        FileFacts facts = before.get(path);
        return facts != null
                && step.changeset
                        .of(path)
                        .map(edits ->
                                SameSyntax.holds(step.before.texts().text(path).text(), facts, edits))
                        .orElse(true);
    }

    private static Map<String, FileFacts> promised(Step step, Map<String, FileFacts> before) {
        Map<String, String> blobIds = new HashMap<>();
        for (String path : step.changed) {
            if (before.containsKey(path)) {
                blobIds.put(step.after(path), Hashes.blobId(step.texts.bytes(step.after(path))));
            }
        }
        return new Projection(step.plan, step.changeset, step.before.texts()).after(before.values(), blobIds);
    }

    /// The compiler attributes what changed, and what the change could touch.
    private Result compiled(Step step, BooleanSupplier cancelled) {
        Map<String, FileFacts> before = step.before.graph().facts(step.touched);
        Map<String, FileFacts> after = reattribution.after(
                step.texts,
                promised(step, before),
                LeftOut.focus(step.plan, step.changeset, before.values()),
                cancelled);
        Map<String, Syntax> syntax = new TreeMap<>();
        after.forEach((path, facts) -> syntax.put(path, Syntax.of(facts)));
        List<Conflict> conflicts = new ArrayList<>(newSyntaxErrors(step, before, syntax));
        Verdict verdict = new BindingJudge()
                .judge(BindingJudge.Case.of(step.plan, before, after, step.changeset, step.before.texts()));
        conflicts.addAll(verdict.conflicts());
        return conflicts.isEmpty()
                ? new Result.Passed(step.made(after), verdict.newErrorCount(), step.touched.size())
                : new Result.Failed(conflicts.stream().distinct().toList());
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

    /// What is known about the syntax of a file.
    private record Syntax(List<Diagnostic> diagnostics, List<FileProblem> problems) {
        static Syntax of(FileFacts facts) {
            return new Syntax(facts.diagnostics(), facts.problems());
        }

        boolean broken() {
            return problems.stream()
                    .anyMatch(problem -> problem.kind() == FileProblem.Kind.SYNTAX_ERROR
                            || problem.kind() == FileProblem.Kind.ANALYSIS_CRASHED);
        }

        int line() {
            return diagnostics.stream()
                    .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                    .mapToInt(Diagnostic::line)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static List<Conflict> newSyntaxErrors(Step step, Map<String, FileFacts> before, Map<String, Syntax> after) {
        List<Conflict> conflicts = new ArrayList<>();
        before.forEach((oldPath, facts) -> {
            String path = step.after(oldPath);
            Syntax now = after.get(path);
            if (now != null && now.broken() && !Syntax.of(facts).broken()) {
                conflicts.add(
                        new Conflict("does-not-parse", path, path, now.line(), "The edited file would not parse."));
            }
        });
        return conflicts;
    }
}
