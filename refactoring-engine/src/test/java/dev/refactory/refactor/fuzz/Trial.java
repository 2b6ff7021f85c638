package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.verify.BindingJudge;
import dev.refactory.refactor.verify.Idempotence;
import dev.refactory.refactor.verify.OverlayGraph;
import dev.refactory.refactor.verify.Projection;
import dev.refactory.refactor.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One request to one library, carried out as a worker would, and what is wrong with the result.
final class Trial {
    private final Library library;
    private final Request request;
    private final Oracle oracle;
    private final Recipe recipe;
    private final List<String> violations = new ArrayList<>();

    Trial(Library asked, Request request, boolean whole) {
        this.library = asked.with(request.given());
        this.request = request;
        this.oracle = new Oracle(library, whole);
        this.recipe = Recipes.standard().checked(request.recipe(), request.parameters());
    }

    /// @param refusedBy `plan` or `judge`; empty when it was done
    /// @param conflicts of the refusal
    /// @param files how many were changed
    /// @param noWayBack undoing it is refused
    record Outcome(String refusedBy, List<Conflict> conflicts, int files, boolean noWayBack, List<String> violations) {
        boolean done() {
            return refusedBy.isEmpty();
        }
    }

    /// A plan carried out.
    private record Made(RefactoringPlan plan, Changeset changeset, SortedMap<String, String> texts) {
        static Made of(RefactoringPlan plan, SortedMap<String, String> before) {
            List<Changeset> parts = new ArrayList<>();
            for (TransformTask task : plan.tasks()) {
                ModelRequest request = ModelRequest.of(task, TestFacts.sources(before)::text);
                parts.add(ModelResponse.read(new RecipeModel().infer(request.write()))
                        .changeset());
            }
            Changeset changeset = Changeset.merge(parts);
            SortedMap<String, String> texts = new TreeMap<>(before);
            changeset
                    .files()
                    .forEach(file -> texts.compute(file.path(), (path, text) -> file.apply(String.valueOf(text))));
            plan.fileRenames().forEach((from, to) -> texts.put(to, String.valueOf(texts.remove(from))));
            return new Made(plan, changeset, texts);
        }

        String after(String path) {
            return plan.fileRenames().getOrDefault(path, path);
        }

        TreeSet<String> changed() {
            TreeSet<String> changed = new TreeSet<>(changeset.paths());
            changed.addAll(plan.fileRenames().keySet());
            return changed;
        }
    }

    Outcome run() {
        PlanOutcome outcome = recipe.plan(library.graph(), TestFacts.sources(library.texts()), request.parameters());
        return switch (outcome) {
            case PlanOutcome.Refused refused -> new Outcome("plan", refused.conflicts(), 0, false, List.of());
            case PlanOutcome.Planned planned -> carriedOut(planned.plan());
        };
    }

    private Outcome carriedOut(RefactoringPlan plan) {
        Made made = Made.of(plan, library.texts());
        TreeSet<String> touched = new TreeSet<>(plan.recheck());
        touched.addAll(made.changed());
        touched.removeIf(path -> !path.endsWith(".java"));
        SortedMap<String, FileFacts> before = new TreeMap<>(library.facts());
        before.keySet().retainAll(touched);
        TreeSet<String> renamed = new TreeSet<>();
        touched.forEach(path -> renamed.add(made.after(path)));
        SortedMap<String, FileFacts> after = library.attributing().some(made.texts(), renamed);
        Verdict verdict = new BindingJudge()
                .judge(BindingJudge.Case.of(plan, before, after, made.changeset(), TestFacts.sources(library.texts())));
        if (!verdict.accepted()) {
            return new Outcome("judge", verdict.conflicts(), 0, false, List.of());
        }
        boolean asked = !(request.promise() instanceof Promise.ImportsOnly);
        if (made.changed().isEmpty() && asked && request.legal()) {
            violations.add("nothing was changed");
        }
        if (plan.intent().foreseen()) {
            promised(made, before, after);
        }
        violations.addAll(oracle.faults(made.changed(), plan.fileRenames(), made.texts(), request.promise()));
        OverlayGraph graph = overlay(made, after);
        Idempotence.Change change =
                new Idempotence.Change(TestFacts.sources(library.texts()), made.changeset(), plan.fileRenames());
        if (!Idempotence.of(recipe, graph, TestFacts.sources(made.texts()), request.parameters(), change)
                .holds()) {
            violations.add("a second run is not empty");
        }
        return new Outcome("", List.of(), made.changed().size(), !promiseKept(made, graph), violations);
    }

    /// What texts tell of it; false when there is no way back where one is promised.
    private boolean promiseKept(Made made, GraphView graph) {
        return switch (request.promise()) {
            case Promise.Compiles any -> true;
            case Promise.CallsOnly calls -> true;
            case Promise.Retyped retyped -> true;
            case Promise.TypeReplaced replaced -> true;
            case Promise.Renaming renaming -> {
                onlyNames(made, renaming);
                yield back(made, graph, renaming.back(), renaming.fresh());
            }
            case Promise.PackageRenaming renaming -> back(made, graph, renaming.back(), true);
            case Promise.ImportsOnly imports -> {
                for (String path : made.changed()) {
                    String was = Objects.requireNonNull(library.texts().get(path));
                    String is = Objects.requireNonNull(made.texts().get(path));
                    TextOracle.imports(imports.removing(), was, is)
                            .forEach(fault -> violations.add(path + ": " + fault));
                }
                imports.unused().forEach((path, names) -> {
                    boolean left = made.plan().findings().stream()
                            .anyMatch(finding -> finding.file().equals(path));
                    if (imports.removing() && !left) {
                        String is = Objects.requireNonNull(made.texts().get(path));
                        TextOracle.left(is, names).forEach(name -> violations.add(path + ": still imports " + name));
                    }
                });
                yield true;
            }
            case Promise.AnnotationOnly annotation -> {
                for (FileEdits file : made.changeset().files()) {
                    String text = Objects.requireNonNull(library.texts().get(file.path()));
                    TextOracle.annotations(annotation.type(), text, file.edits())
                            .forEach(fault -> violations.add(file.path() + ": " + fault));
                }
                yield true;
            }
        };
    }

    /// What the plan said of the graph after it is what the compiler says.
    private void promised(Made made, SortedMap<String, FileFacts> before, SortedMap<String, FileFacts> after) {
        new Projection(made.plan(), made.changeset(), TestFacts.sources(library.texts()))
                .after(before.values(), Map.of())
                .forEach((path, file) -> {
                    FileFacts compiled = Objects.requireNonNull(after.get(path), path);
                    if (!file.occurrences().equals(compiled.occurrences())
                            || !file.relations().equals(compiled.relations())) {
                        violations.add(path + " is not as the plan promised");
                    }
                });
    }

    private OverlayGraph overlay(Made made, SortedMap<String, FileFacts> after) {
        Map<String, FileFacts> replaced = new TreeMap<>(after);
        for (String path : made.changed()) {
            FileFacts old = Objects.requireNonNull(library.facts().get(path), path);
            replaced.computeIfAbsent(
                    made.after(path),
                    to -> FileFacts.withoutFacts(
                            to,
                            old.blobId(),
                            old.language(),
                            old.lines(),
                            old.problems().getFirst()));
        }
        GraphView base = library.graph();
        return new OverlayGraph(base, replaced, made.plan().fileRenames().keySet());
    }

    /// Each edit writes the new name where the old one stood, or imports it; with a fresh name, nothing
    /// but that sets the texts apart.
    private void onlyNames(Made made, Promise.Renaming renaming) {
        for (FileEdits file : made.changeset().files()) {
            String text = Objects.requireNonNull(library.texts().get(file.path()));
            for (TextEdit edit : file.edits()) {
                String was = text.substring(edit.range().start(), edit.range().end());
                boolean name =
                        was.equals(renaming.oldName()) && edit.replacement().equals(renaming.newName());
                if (!name && !isImport(edit, was)) {
                    violations.add(file.path() + ": \"" + was + "\" became \"" + edit.replacement() + "\"");
                }
            }
        }
        for (String path : renaming.fresh() ? made.changed() : new TreeSet<String>()) {
            String was = Objects.requireNonNull(library.texts().get(path));
            String is = Objects.requireNonNull(made.texts().get(made.after(path)));
            if (!withoutImports(is.replace(renaming.newName(), renaming.oldName()), was)
                    .equals(was)) {
                violations.add(path + ": more than the name is different");
            }
        }
    }

    private static boolean isImport(TextEdit edit, String was) {
        return was.isEmpty() && edit.replacement().strip().matches("import static [\\w.$\\s]+;");
    }

    /// Without lines of `text` that repeat an import.
    private static String withoutImports(String text, String was) {
        if (text.length() == was.length()) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        @Nullable String last = null;
        for (String line : text.split("(?<=\n)", -1)) {
            if (!line.startsWith("import static ") || !line.equals(last)) {
                kept.append(line);
            }
            last = line;
        }
        return kept.toString();
    }

    /// Whether the way back was taken.
    ///
    /// @param exactly whether each byte is to come back
    private boolean back(Made made, GraphView graph, Map<String, String> parameters, boolean exactly) {
        return switch (recipe.plan(graph, TestFacts.sources(made.texts()), parameters)) {
            case PlanOutcome.Refused refused -> false;
            case PlanOutcome.Planned planned -> {
                SortedMap<String, String> texts =
                        Made.of(planned.plan(), made.texts()).texts();
                if (exactly && !texts.equals(library.texts())) {
                    texts.entrySet().removeAll(library.texts().entrySet());
                    violations.add("the way back ends elsewhere: " + texts.keySet());
                }
                yield true;
            }
        };
    }
}
