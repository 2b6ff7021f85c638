package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.model.ReportOccurrences;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Places in files, as the findings of a plan that needs no model: facts know them, the texts only
/// give lines and columns.
final class FoundPlaces {
    /// More are counted, not listed.
    static final int MAX_FINDINGS = 10_000;

    private static final BigDecimal COMPLEXITY = BigDecimal.ONE;

    private final String rule;
    private final SortedMap<String, List<Found>> byPath = new TreeMap<>();
    private final List<Finding> others = new ArrayList<>();
    private int added;

    FoundPlaces(String rule) {
        this.rule = rule;
    }

    /// Whether no other place would be listed, as long as places come in the order of paths.
    boolean full() {
        return added >= MAX_FINDINGS;
    }

    private record Found(Occurrence place, String level, String message) {}

    void add(String path, Occurrence place, String level, String message) {
        added++;
        byPath.computeIfAbsent(path, each -> new ArrayList<>()).add(new Found(place, level, message));
    }

    /// Findings that are listed after the places and not counted with them.
    void also(List<Finding> findings) {
        others.addAll(findings);
    }

    /// The plan: nothing is to be changed, this was found.
    ///
    /// @param summary given how many places in how many files, for example `12 in 3 files`
    PlanOutcome plan(Recipe.Sources sources, Map<String, String> parameters, Function<String, String> summary) {
        List<Finding> findings = new ArrayList<>();
        int all = 0;
        for (Map.Entry<String, List<Found>> file : byPath.entrySet()) {
            List<Found> places = file.getValue();
            all += places.size();
            if (findings.size() < MAX_FINDINGS) {
                places.sort(java.util.Comparator.comparing(Found::place).thenComparing(Found::message));
                LineIndex lines = LineIndex.of(sources.text(file.getKey()).text());
                places.stream()
                        .limit((long) MAX_FINDINGS - findings.size())
                        .map(found -> finding(file.getKey(), lines, found))
                        .forEach(findings::add);
            }
        }
        String count = all + " in " + Counted.of(byPath.size(), "file");
        int listed = findings.size();
        int more = all - listed;
        findings.addAll(others);
        return new PlanOutcome.Planned(new RefactoringPlan(
                rule,
                parameters,
                summary.apply(count)
                        + (more > 0 ? " The first " + listed + " by path are listed, " + more + " are not." : ""),
                RecipeModel.NAME,
                List.of(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                findings,
                COMPLEXITY));
    }

    private Finding finding(String path, LineIndex lines, Found found) {
        int start = found.place().range().start();
        int column = lines.column(start);
        int end = Math.min(found.place().range().end(), Math.max(start, lines.lineEnd(start)));
        return new Finding(
                rule,
                found.level(),
                found.place().symbol(),
                path,
                lines.line(start),
                column,
                column + end - start,
                found.message(),
                ReportOccurrences.excerpt(lines.lineText(start)));
    }
}
