package dev.refactory.refactor.recipe.rename;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.harness.CommonsLang;
import dev.refactory.refactor.harness.TestFacts;
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
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Types of a real library, each renamed with everything that follows: the compiler binds every name
/// as before, finds no new error, and agrees with the facts the plan promised.
class RealLibraryTest {
    @Test
    void anyTypeOfARealLibraryCanBeRenamed() throws Exception {
        SortedMap<String, String> sources = CommonsLang.texts();
        SortedMap<String, FileFacts> before = TestFacts.of(sources);
        GraphView graph = TestFacts.graph(before);
        List<SymbolInfo> types = before.values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(symbol -> symbol.kind().isType() && symbol.path() != null)
                .filter(symbol -> !symbol.symbol().contains("local$"))
                .toList();
        Seeds.forEach(2, seed -> {
            int chosen = Seeds.random(seed).nextInt(types.size());
            renamed(sources, before, graph, types.get(chosen));
        });
    }

    private static void renamed(
            SortedMap<String, String> sources, SortedMap<String, FileFacts> before, GraphView graph, SymbolInfo type) {
        Map<String, String> parameters = Map.of("type", type.symbol(), "newName", type.name() + "Anew");
        Recipe recipe = Recipes.standard().checked("rename-type", parameters);
        PlanOutcome outcome = recipe.plan(graph, TestFacts.sources(sources), parameters);
        assertThat(outcome).as(type.symbol()).isInstanceOf(PlanOutcome.Planned.class);
        RefactoringPlan plan = ((PlanOutcome.Planned) outcome).plan();
        List<Changeset> parts = new ArrayList<>();
        for (TransformTask task : plan.tasks()) {
            ModelRequest request = ModelRequest.of(task, TestFacts.sources(sources)::text);
            parts.add(
                    ModelResponse.read(new RecipeModel().infer(request.write())).changeset());
        }
        Changeset changeset = Changeset.merge(parts);
        SortedMap<String, String> texts = new TreeMap<>(sources);
        changeset.files().forEach(file -> texts.compute(file.path(), (path, text) -> file.apply(String.valueOf(text))));
        plan.fileRenames().forEach((from, to) -> texts.put(to, String.valueOf(texts.remove(from))));

        TreeSet<String> affected = new TreeSet<>(plan.recheck());
        affected.addAll(changeset.paths());
        affected.addAll(plan.fileRenames().keySet());
        affected.removeIf(path -> !path.endsWith(".java"));
        SortedMap<String, FileFacts> beforeAffected = new TreeMap<>(before);
        beforeAffected.keySet().retainAll(affected);
        SortedMap<String, FileFacts> all = TestFacts.of(texts);
        SortedMap<String, FileFacts> after = new TreeMap<>(all);
        after.keySet()
                .removeIf(path -> affected.stream()
                        .noneMatch(
                                old -> plan.fileRenames().getOrDefault(old, old).equals(path)));
        var verdict = new BindingJudge()
                .judge(BindingJudge.Case.of(plan, beforeAffected, after, changeset, TestFacts.sources(sources)));
        assertThat(verdict.conflicts()).as(type.symbol()).isEmpty();

        SortedMap<String, FileFacts> projected =
                new Projection(plan, changeset, TestFacts.sources(sources)).after(beforeAffected.values(), Map.of());
        assertThat(projected.keySet()).isEqualTo(after.keySet());
        projected.forEach((path, file) -> {
            FileFacts compiled = Objects.requireNonNull(after.get(path));
            assertThat(file.occurrences()).as(path).isEqualTo(compiled.occurrences());
            assertThat(file.relations()).as(path).isEqualTo(compiled.relations());
        });
        // Files that are neither changed nor looked at again say what they said.
        before.forEach((path, file) -> {
            if (!affected.contains(path)) {
                FileFacts untouched = Objects.requireNonNull(all.get(path));
                assertThat(untouched.occurrences()).as(path).isEqualTo(file.occurrences());
                assertThat(untouched.relations()).as(path).isEqualTo(file.relations());
                assertThat(untouched.diagnostics()).as(path).isEqualTo(file.diagnostics());
            }
        });
        Idempotence.Change change = new Idempotence.Change(TestFacts.sources(sources), changeset, plan.fileRenames());
        GraphView overlay =
                new OverlayGraph(graph, projected, plan.fileRenames().keySet());
        assertThat(Idempotence.of(recipe, overlay, TestFacts.sources(texts), parameters, change)
                        .holds())
                .isTrue();
    }
}
