package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Names the compiler could not bind, one finding for each name of a file, at its first place, with
/// why, as far as the compiler and the imports tell.
@AutoService(Recipe.class)
public final class FindUnresolved implements Recipe {
    private static final String PATTERN = FindDeclarations.PARAMETER;
    private static final String FIND = "(find|list|show|identify|get|report) [me] [all|every|any] [the]";
    private static final String NAMES = "(names|symbols|references|imports|types|things)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-unresolved",
            "Finds the names the compiler could not bind, with why, and the dependencies that are missing.",
            true,
            List.of(new Parameter(
                    PATTERN,
                    Form.PATTERN,
                    "a glob over the names, or over the qualified names of imported ones, for example org.junit.**",
                    false)),
            List.of(
                    new Phrase(FIND + " (unresolved|unbound) " + NAMES, "Find all unresolved names"),
                    new Phrase(
                            FIND + " (unresolved|unbound) " + NAMES + " (matching|that match|like) {pattern}",
                            "Find unresolved names matching org.junit.**"),
                    new Phrase(
                            "(which|what) " + NAMES + " (are unresolved|are not resolved|could not be resolved)",
                            "Which names could not be resolved?")));

    private static final int FILES_AT_ONCE = 100;
    private static final int NAMED_IN_SUMMARY = 5;

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String text = NamePattern.normal(parameters.getOrDefault(PATTERN, "**"));
        NamePattern pattern;
        try {
            pattern = NamePattern.ofType(text);
        } catch (NamePattern.Malformed e) {
            return NamePattern.refused(text, e);
        }
        List<String> names = graph.mentioned(Set.of(SymbolKind.UNRESOLVED), "?");
        List<String> paths = List.copyOf(graph.occurrencesOf(names).keySet());
        List<String> missing = sources.dependencies().unresolved();
        FoundPlaces found = new FoundPlaces(DESCRIPTOR.name());
        Tally tally = new Tally();
        for (int from = 0; from < paths.size(); from += FILES_AT_ONCE) {
            report(
                    graph,
                    paths.subList(from, Math.min(paths.size(), from + FILES_AT_ONCE)),
                    pattern,
                    missing,
                    found,
                    tally);
        }
        Map<String, String> given = parameters.containsKey(PATTERN) ? Map.of(PATTERN, text) : Map.of();
        return found.plan(sources, given, count -> tally.summary(missing));
    }

    private static void report(
            GraphView graph,
            List<String> paths,
            NamePattern pattern,
            List<String> missing,
            FoundPlaces found,
            Tally tally) {
        Map<String, FileFacts> facts = graph.facts(paths);
        Set<String> imported = new TreeSet<>();
        facts.values()
                .forEach(file -> file.occurrences().stream()
                        .filter(place -> place.has(Role.IMPORT))
                        .forEach(place -> imported.add(place.symbol())));
        Map<String, SymbolInfo> known = graph.symbols(imported);
        facts.forEach((path, file) -> {
            UnboundNames names = new UnboundNames(file, known, missing);
            SortedMap<String, List<Occurrence>> byName = new TreeMap<>();
            for (Occurrence place : file.occurrences()) {
                if (place.symbol().startsWith("?") && pattern.matches(names.qualified(place.symbol()))) {
                    byName.computeIfAbsent(place.symbol(), name -> new ArrayList<>())
                            .add(place);
                }
            }
            byName.forEach((symbol, places) -> {
                tally.add(path, names.origin(symbol), places.size());
                String times = places.size() == 1 ? "" : " (" + places.size() + " places in this file)";
                found.add(
                        path,
                        places.getFirst(),
                        "warning",
                        names.qualified(symbol) + times + ": " + names.why(symbol, places));
            });
        });
    }

    /// What is said of all of them together.
    private static final class Tally {
        private int places;
        private final Set<String> files = new TreeSet<>();
        private final Map<String, Integer> origins = new TreeMap<>();

        void add(String path, String origin, int count) {
            places += count;
            files.add(path);
            if (!origin.isEmpty()) {
                origins.merge(origin, count, Integer::sum);
            }
        }

        String summary(List<String> missing) {
            String all = "Names the compiler could not bind: " + Counted.of(places, "place") + " in "
                    + Counted.of(files.size(), "file") + ".";
            String most = origins.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(NAMED_IN_SUMMARY)
                    .map(each -> each.getKey() + " (" + each.getValue() + ")")
                    .collect(Collectors.joining(", "));
            String without = missing.stream().limit(NAMED_IN_SUMMARY).collect(Collectors.joining("; "));
            int more = missing.size() - NAMED_IN_SUMMARY;
            return all
                    + (most.isEmpty() ? "" : " Most from " + most + ".")
                    + (missing.isEmpty()
                            ? ""
                            : " Dependencies that could not be had: " + without
                                    + (more > 0 ? " and " + more + " more." : "."));
        }
    }
}
