package dev.refactory.refactor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Plans, edits, judges and plans again, as a worker would, and compares with what a case expects.
public final class RecipeCheck {
    private RecipeCheck() {}

    /// What became of a request.
    public record Result(
            PlanOutcome outcome,
            Changeset changeset,
            SortedMap<String, String> sources,
            SortedMap<String, String> texts,
            SortedMap<String, FileFacts> before,
            SortedMap<String, FileFacts> after,
            List<Finding> findings) {
        public RefactoringPlan plan() {
            return ((PlanOutcome.Planned) outcome).plan();
        }
    }

    public static Result run(String recipe, Map<String, String> parameters, SortedMap<String, String> sources) {
        return run(recipe, parameters, sources, TestFacts.sources(sources));
    }

    private static Result run(
            String recipe, Map<String, String> parameters, SortedMap<String, String> sources, Recipe.Sources given) {
        SortedMap<String, FileFacts> before = TestFacts.of(sources);
        GraphView graph = TestFacts.graph(before);
        PlanOutcome outcome = Recipes.standard().checked(recipe, parameters).plan(graph, given, parameters);
        if (!(outcome instanceof PlanOutcome.Planned planned)) {
            return new Result(outcome, Changeset.NONE, sources, sources, before, before, List.of());
        }
        List<Changeset> parts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(planned.plan().findings());
        for (TransformTask task : planned.plan().tasks()) {
            ModelRequest request = ModelRequest.of(task, TestFacts.sources(sources)::text);
            ModelResponse response = ModelResponse.read(new RecipeModel().infer(request.write()));
            parts.add(response.changeset());
            findings.addAll(response.findings());
        }
        Changeset changeset = Changeset.merge(parts);
        SortedMap<String, String> texts = new TreeMap<>(sources);
        changeset.files().forEach(file -> texts.compute(file.path(), (path, text) -> file.apply(String.valueOf(text))));
        planned.plan().fileRenames().forEach((from, to) -> texts.put(to, String.valueOf(texts.remove(from))));
        return new Result(outcome, changeset, sources, texts, before, TestFacts.of(texts), findings);
    }

    /// The files a worker would look at again, by old path: the changed and renamed ones and those to
    /// recheck, as far as they are Java.
    public static TreeSet<String> affected(Result result) {
        TreeSet<String> affected = new TreeSet<>(result.plan().recheck());
        affected.addAll(result.changeset().paths());
        affected.addAll(result.plan().fileRenames().keySet());
        affected.removeIf(path -> !path.endsWith(".java"));
        return affected;
    }

    /// The same files by new path.
    public static TreeSet<String> renamed(Result result, TreeSet<String> affected) {
        TreeSet<String> renamed = new TreeSet<>();
        affected.forEach(path -> renamed.add(result.plan().fileRenames().getOrDefault(path, path)));
        return renamed;
    }

    /// The judge's word on the files a worker would have it look at.
    public static Verdict judge(Result result, SortedMap<String, String> sources) {
        TreeSet<String> affected = affected(result);
        return new BindingJudge()
                .judge(BindingJudge.Case.of(
                        result.plan(),
                        restricted(result.before(), affected),
                        restricted(result.after(), renamed(result, affected)),
                        result.changeset(),
                        TestFacts.sources(sources)));
    }

    private static Map<String, FileFacts> restricted(Map<String, FileFacts> facts, TreeSet<String> paths) {
        Map<String, FileFacts> some = new TreeMap<>(facts);
        some.keySet().retainAll(paths);
        return some;
    }

    public static void check(String recipe, RecipeCase expected) {
        if (expected.expect().startsWith("invalid ")) {
            invalid(recipe, expected);
            return;
        }
        Recipe.Sources texts = TestFacts.sources(expected.before(), expected.dependencies());
        Result result = run(
                recipe,
                expected.parameters(),
                expected.before(),
                expected.allowUnresolved() ? texts.allowingUnresolved() : texts);
        String[] words = expected.expect().split(" ", 3);
        switch (words[0]) {
            case "changed" -> changed(recipe, expected, result);
            case "no-change" -> {
                assertThat(result.outcome()).isInstanceOf(PlanOutcome.Planned.class);
                assertThat(result.plan().tasks()).isEmpty();
            }
            case "found" -> found(expected, result);
            case "refused" -> {
                assertThat(result.outcome()).isInstanceOf(PlanOutcome.Refused.class);
                conflict(((PlanOutcome.Refused) result.outcome()).conflicts(), words);
            }
            case "verdict" -> {
                assertThat(result.outcome()).isInstanceOf(PlanOutcome.Planned.class);
                conflict(judge(result, expected.before()).conflicts(), words);
            }
            default -> throw new IllegalArgumentException("expect: " + expected.expect());
        }
    }

    /// Not so much as planned.
    private static void invalid(String recipe, RecipeCase expected) {
        String field = "recipe.parameters." + expected.expect().substring("invalid ".length());
        assertThatExceptionOfType(RefactoryException.class)
                .isThrownBy(() -> Recipes.standard().checked(recipe, expected.parameters()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
                .satisfies(e -> assertThat(e.fieldErrors())
                        .extracting(FieldError::field)
                        .containsExactly(field));
    }

    private static void found(RecipeCase expected, Result result) {
        assertThat(result.outcome()).isInstanceOf(PlanOutcome.Planned.class);
        assertThat(result.changeset().changesNothing()).isTrue();
        assertThat(result.plan().complexity()).isEqualByComparingTo(BigDecimal.ONE);
        List<String> places = new ArrayList<>();
        for (Finding finding : result.findings()) {
            String place = finding.file() + ":" + finding.line() + ":" + finding.column();
            String whole = place + " " + finding.message();
            places.add(expected.marks().contains(whole) ? whole : place);
            String line = String.valueOf(expected.before().get(finding.file())).split("\r?\n", -1)[finding.line() - 1];
            assertThat(finding.excerpt()).isEqualTo(line.substring(0, Math.min(200, line.length())));
        }
        assertThat(places)
                .as(() -> "%s".formatted(result.findings()))
                .containsExactlyInAnyOrderElementsOf(expected.marks());
    }

    private static void conflict(List<Conflict> conflicts, String[] words) {
        assertThat(conflicts).extracting(Conflict::kind).contains(words[1]);
        assertThat(conflicts)
                .allSatisfy(conflict -> assertThat(conflict.message()).isNotBlank());
        if (words.length > 2) {
            assertThat(conflicts).extracting(c -> c.file() + ":" + c.line()).contains(words[2]);
        }
    }

    private static void changed(String recipe, RecipeCase expected, Result result) {
        assertThat(result.outcome()).isInstanceOf(PlanOutcome.Planned.class);
        assertThat(result.texts()).isEqualTo(expected.after());
        assertThat(result.plan().fileRenames()).isEqualTo(expected.fileRenames());
        assertThat(result.findings())
                .extracting(finding -> finding.file() + ":" + finding.line())
                .containsExactlyInAnyOrderElementsOf(expected.warned());
        assertThat(result.changeset().changesNothing()).isFalse();
        Verdict verdict = judge(result, expected.before());
        assertThat(verdict.conflicts()).isEmpty();
        assertThat(verdict.accepted()).isTrue();
        assertThat(errors(result.after()))
                .hasSizeLessThanOrEqualTo(errors(result.before()).size());
        Recipe again = Recipes.standard().named(recipe);
        Idempotence.Change change = new Idempotence.Change(
                TestFacts.sources(expected.before(), expected.dependencies()),
                result.changeset(),
                result.plan().fileRenames());
        Map<String, FileFacts> changed = restricted(result.after(), renamed(result, affected(result)));
        GraphView overlay = new OverlayGraph(
                TestFacts.graph(result.before()),
                changed,
                result.plan().fileRenames().keySet());
        assertThat(Idempotence.of(
                        again,
                        overlay,
                        TestFacts.sources(result.texts(), expected.dependencies()),
                        expected.parameters(),
                        change))
                .isEqualTo(HOLDS);
        if (result.plan().intent().foreseen()) {
            projected(again, expected, result, change);
        }
        GraphView full = TestFacts.graph(result.after());
        assertThat(Idempotence.of(
                        again,
                        full,
                        TestFacts.sources(result.texts(), expected.dependencies()),
                        expected.parameters(),
                        change))
                .isEqualTo(HOLDS);
    }

    private static final Idempotence.Answer HOLDS = new Idempotence.Answer(true, List.of());

    /// Facts carried through the plan are those of the compiler, and good enough to plan on.
    private static void projected(Recipe again, RecipeCase expected, Result result, Idempotence.Change change) {
        TreeSet<String> affected = affected(result);
        Map<String, String> blobIds = new TreeMap<>();
        result.after().forEach((path, file) -> blobIds.put(path, file.blobId()));
        SortedMap<String, FileFacts> projected = new Projection(
                        result.plan(),
                        result.changeset(),
                        TestFacts.sources(expected.before(), expected.dependencies()))
                .after(restricted(result.before(), affected).values(), blobIds);
        Map<String, FileFacts> compiled = new TreeMap<>(restricted(result.after(), renamed(result, affected)));
        result.plan().intent().edits().keySet().forEach(path -> {
            String now = result.plan().fileRenames().getOrDefault(path, path);
            compiled.computeIfPresent(now, (each, file) -> withoutOpenText(result, path, file));
        });
        if (namesakes(result)) {
            projected.replaceAll((path, file) -> withoutSignatures(file));
            compiled.replaceAll((path, file) -> withoutSignatures(file));
        }
        Verdict same = new BindingJudge()
                .judge(new BindingJudge.Case(
                        projected,
                        compiled,
                        Changeset.NONE,
                        Map.of(),
                        Map.of(),
                        TestFacts.sources(result.texts(), expected.dependencies())));
        assertThat(same.conflicts()).isEmpty();
        projected.forEach((path, file) -> {
            FileFacts real = Objects.requireNonNull(compiled.get(path));
            assertThat(file.lines()).isEqualTo(real.lines());
            assertThat(file.blobId()).isEqualTo(real.blobId());
            assertThat(file.relations()).isEqualTo(real.relations());
            assertThat(real.occurrences()).containsAll(file.occurrences());
        });
        GraphView overlay = new OverlayGraph(
                TestFacts.graph(result.before()),
                projected,
                result.plan().fileRenames().keySet());
        assertThat(Idempotence.of(
                        again,
                        overlay,
                        TestFacts.sources(result.texts(), expected.dependencies()),
                        expected.parameters(),
                        change))
                .isEqualTo(HOLDS);
    }

    /// Where text of a user's own stands after the change: what it names nobody foresees.
    private static List<Range> openText(Result result, String path) {
        List<Range> open = new ArrayList<>();
        String text = String.valueOf(result.sources().get(path));
        int shift = 0;
        for (TextEdit made : result.changeset().of(path).orElseThrow().edits()) {
            int at = made.range().start() + shift;
            for (PlannedEdit edit : result.plan().intent().of(path)) {
                for (Piece piece : edit.range().equals(made.range()) ? edit.pieces() : List.<Piece>of()) {
                    int end = at + piece.written(text).length();
                    if (piece.open()) {
                        open.add(new Range(at, end));
                    }
                    at = end;
                }
            }
            shift += made.replacement().length() - made.range().length();
        }
        return open;
    }

    /// Of the names in such text only those stay that the plan answers for.
    private static FileFacts withoutOpenText(Result result, String path, FileFacts file) {
        List<Range> open = openText(result, path);
        Set<String> answered = new TreeSet<>();
        result.plan()
                .intent()
                .of(path)
                .forEach(edit ->
                        edit.pieces().forEach(piece -> piece.names().forEach(name -> answered.add(name.symbol()))));
        return new FileFacts(
                file.path(),
                file.blobId(),
                file.language(),
                file.lines(),
                file.declared(),
                file.occurrences().stream()
                        .filter(place -> answered.contains(place.symbol())
                                || open.stream()
                                        .noneMatch(range ->
                                                range.start() <= place.range().start()
                                                        && place.range().end() <= range.end()))
                        .toList(),
                file.relations(),
                file.diagnostics(),
                file.problems());
    }

    /// Whether another type has the old name: a signature does not show which one is meant.
    private static boolean namesakes(Result result) {
        Set<String> renamed = new TreeSet<>();
        result.plan().symbolMap().keySet().forEach(symbol -> renamed.add(SymbolSpelling.simpleName(symbol)));
        return result.before().values().stream()
                .flatMap(file -> file.declared().stream())
                .anyMatch(symbol -> (symbol.kind().isType() || symbol.kind() == SymbolKind.UNRESOLVED)
                        && renamed.contains(symbol.name())
                        && !result.plan().symbolMap().containsKey(symbol.symbol()));
    }

    private static FileFacts withoutSignatures(FileFacts file) {
        List<SymbolInfo> declared = file.declared().stream()
                .map(symbol -> new SymbolInfo(
                        symbol.symbol(),
                        symbol.kind(),
                        symbol.name(),
                        symbol.container(),
                        symbol.path(),
                        symbol.modifiers(),
                        "",
                        symbol.deprecated(),
                        symbol.forRemoval()))
                .toList();
        return new FileFacts(
                file.path(),
                file.blobId(),
                file.language(),
                file.lines(),
                declared,
                file.occurrences(),
                file.relations(),
                file.diagnostics(),
                file.problems());
    }

    private static List<Diagnostic> errors(Map<String, FileFacts> facts) {
        return facts.values().stream()
                .flatMap(file -> file.diagnostics().stream())
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
                .toList();
    }
}
