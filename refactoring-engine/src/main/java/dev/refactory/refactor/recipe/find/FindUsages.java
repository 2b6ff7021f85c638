package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.Chunks;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.model.ReportOccurrences;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where a symbol is named: declarations, uses, imports, documentation. A method's overrides and
/// what it overrides belong to it, marked as such: a call through either may run it. A type's
/// usages include the creations that name only its constructor. Texts that name it, or look like it,
/// are findings of the plan.
@AutoService(Recipe.class)
public final class FindUsages implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-usages",
            "Finds every place that names a type, method, field or package.",
            true,
            List.of(new Parameter(
                    "symbol",
                    Form.SYMBOL,
                    "a symbol, for example com.acme.Foo, com.acme.Foo#bar(int) or com.acme.Foo#bar(..)",
                    true)),
            List.of(
                    new Phrase(
                            "(find|list|show|identify|get) [me] [all|every] [the]"
                                    + " (usages|uses|references|usage|callers) (of|to)"
                                    + " [the] [class|interface|enum|record|annotation|type"
                                    + "|method|field|constant|package]"
                                    + " {symbol}",
                            "Find all usages of com.acme.Foo#bar(int)"),
                    new Phrase(
                            "where is [the] [class|interface|enum|record|annotation|type|method|field|constant|package]"
                                    + " {symbol} (used|referenced|called)",
                            "Where is com.acme.Foo used?"),
                    new Phrase(
                            "(who|what) (uses|calls|references)"
                                    + " [the] [class|interface|enum|record|annotation|type"
                                    + "|method|field|constant|package]"
                                    + " {symbol}",
                            "Who calls com.acme.Foo#bar(int)?")));
    private static final BigDecimal COMPLEXITY = BigDecimal.ONE;

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("symbol", ""));
        return switch (new SymbolQuery(graph, new TypeHierarchy(graph)).resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> new PlanOutcome.Refused(List.of(refused.conflict()));
            case SymbolQuery.Resolution.Found found ->
                new PlanOutcome.Planned(plan(graph, sources, query, found.symbols()));
        };
    }

    private static RefactoringPlan plan(GraphView graph, Sources sources, String query, List<SymbolInfo> symbols) {
        Set<String> asked = new TreeSet<>();
        symbols.forEach(symbol -> asked.add(symbol.symbol()));
        Set<String> below = closure(graph, asked, true);
        Set<String> above = closure(graph, asked, false);
        above.removeAll(below);
        Map<String, List<Occurrence>> found = occurrences(graph, symbols, asked, below, above);
        List<FileWork> work = new ArrayList<>();
        int places = 0;
        for (Map.Entry<String, List<Occurrence>> entry : found.entrySet()) {
            String blob = graph.file(entry.getKey()).map(FileInfo::blobId).orElse("");
            work.add(new FileWork(entry.getKey(), blob, entry.getValue()));
            places += entry.getValue().size();
        }
        List<TransformTask> tasks =
                Chunks.of(graph, ReportOccurrences.NAME, work, chunk -> arguments(chunk, below, above));
        Set<String> family = new TreeSet<>(asked);
        family.addAll(below);
        family.addAll(above);
        TextMentions texts = TextMentions.of(graph, sources, DESCRIPTOR.name(), symbols, family);
        return new RefactoringPlan(
                DESCRIPTOR.name(),
                Map.of("symbol", query),
                "Usages of " + query + ": " + places + " in " + Counted.of(work.size(), "file") + texts.sentence()
                        + ".",
                RecipeModel.NAME,
                tasks,
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                texts.findings(),
                COMPLEXITY);
    }

    private static Map<String, List<Occurrence>> occurrences(
            GraphView graph, List<SymbolInfo> symbols, Set<String> asked, Set<String> below, Set<String> above) {
        Set<String> all = new TreeSet<>(asked);
        all.addAll(below);
        all.addAll(above);
        Map<String, List<Occurrence>> found = new TreeMap<>();
        graph.occurrencesOf(all).forEach((path, list) -> found.put(path, new ArrayList<>(list)));
        Set<String> constructors = new TreeSet<>();
        symbols.stream()
                .filter(symbol -> symbol.kind().isType())
                .flatMap(type -> graph.membersOf(type.symbol()).stream())
                .filter(member -> member.kind() == SymbolKind.CONSTRUCTOR)
                .forEach(constructor -> constructors.add(constructor.symbol()));
        graph.occurrencesOf(constructors).forEach((path, list) -> {
            List<Occurrence> known = found.computeIfAbsent(path, p -> new ArrayList<>());
            Set<Range> ranges = new HashSet<>();
            known.forEach(occurrence -> ranges.add(occurrence.range()));
            list.stream()
                    .filter(occurrence -> occurrence.has(Role.INSTANTIATION) && !ranges.contains(occurrence.range()))
                    .forEach(known::add);
        });
        found.values().removeIf(List::isEmpty);
        found.values().forEach(list -> list.sort(null));
        return found;
    }

    /// Everything that overrides, or is overridden by, any of `methods`, without them.
    private static Set<String> closure(GraphView graph, Set<String> methods, boolean down) {
        Set<String> seen = new TreeSet<>(methods);
        Set<String> frontier = methods;
        while (!frontier.isEmpty()) {
            Set<String> next = new TreeSet<>();
            List<Relation> relations = down
                    ? graph.relationsTo(Relation.Kind.OVERRIDES, frontier)
                    : graph.relationsFrom(Relation.Kind.OVERRIDES, frontier);
            relations.forEach(relation -> next.add(down ? relation.from() : relation.to()));
            next.removeIf(found -> !seen.add(found));
            frontier = next;
        }
        seen.removeAll(methods);
        return seen;
    }

    private static Map<String, String> arguments(List<FileWork> chunk, Set<String> below, Set<String> above) {
        Set<String> named = new TreeSet<>();
        chunk.forEach(file -> file.facts().forEach(fact -> named.add(fact.symbol())));
        Map<String, String> arguments = new HashMap<>();
        arguments.put(ReportOccurrences.RULE, DESCRIPTOR.name());
        arguments.put(ReportOccurrences.OVERRIDES, join(named, below));
        arguments.put(ReportOccurrences.OVERRIDDEN, join(named, above));
        return arguments;
    }

    private static String join(Set<String> named, Set<String> among) {
        return String.join("\n", named.stream().filter(among::contains).toList());
    }
}
