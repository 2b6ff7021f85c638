package dev.refactory.refactor.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.algorithm.Enclosing;
import dev.refactory.graph.algorithm.EnclosingByOrder;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.verify.BindingJudge;
import dev.refactory.refactor.verify.Idempotence;
import dev.refactory.refactor.verify.OverlayGraph;
import dev.refactory.refactor.verify.Projection;
import dev.refactory.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// Types of a real library, each renamed with everything that follows: the compiler binds every name
/// as before, finds no new error, and agrees with the facts the plan promised.
class RealLibraryTest {
    private static final Set<Role> NO_USES =
            Set.of(Role.DEFINITION, Role.DOCUMENTATION, Role.IMPORT, Role.STATIC_IMPORT, Role.IMPLICIT);

    @Test
    void anyTypeOfARealLibraryCanBeRenamed() throws Exception {
        SortedMap<String, String> sources = commonsLang();
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

    /// What the order of names says of places, held against where declarations reach in the text. Most of
    /// what differs is in initializer blocks.
    @Test
    void theOrderOfNamesTellsWhichDeclarationAPlaceIsIn() throws Exception {
        SortedMap<String, String> sources = commonsLang();
        SortedMap<String, List<Occurrence>> places = new TreeMap<>();
        SortedMap<String, FileFacts> facts = TestFacts.of(sources);
        facts.forEach((path, file) -> places.put(path, file.occurrences()));
        Enclosing byOrder = new EnclosingByOrder(places);
        Enclosing byText = EnclosingByText.reader(TestFacts.graph(facts), TestFacts.sources(sources))
                .of(places);
        int all = 0;
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, List<Occurrence>> file : places.entrySet()) {
            for (Occurrence place : file.getValue()) {
                boolean use = place.roles().stream().noneMatch(NO_USES::contains);
                String exact = use ? byText.declaration(file.getKey(), place) : null;
                if (exact != null) {
                    all++;
                    String told = byOrder.declaration(file.getKey(), place);
                    if (!exact.equals(told)) {
                        different.add(file.getKey() + ":" + place + " is in " + exact + ", not " + told);
                    }
                }
            }
        }
        assertThat(all).isGreaterThan(40_000);
        assertThat(different).as("of " + all).hasSizeLessThan(all / 200);
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
        assertThat(Idempotence.holds(recipe, overlay, TestFacts.sources(texts), parameters, change))
                .isTrue();
    }

    /// Is on the test class path as text.
    static SortedMap<String, String> commonsLang() throws Exception {
        String entry = "org/apache/commons/lang3/StringUtils.java";
        String url = String.valueOf(RealLibraryTest.class.getClassLoader().getResource(entry));
        Path jar = Path.of(new java.net.URI(url.substring("jar:".length(), url.indexOf('!'))));
        SortedMap<String, String> sources = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry each : zip.stream().toList()) {
                if (each.getName().endsWith(".java")) {
                    sources.put(each.getName(), text(zip, each));
                }
            }
        }
        return sources;
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
