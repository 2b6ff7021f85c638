package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.algorithm.Impact;
import dev.refactory.graph.algorithm.Impact.Reached;
import dev.refactory.graph.algorithm.ImpactWalk;
import dev.refactory.graph.algorithm.ImpactWalk.Follow;
import dev.refactory.graph.algorithm.Neighbourhood.EdgeKind;
import dev.refactory.graph.algorithm.ViewWalk;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a change of a symbol, or of everything a file declares, could reach: its users, subtypes and
/// overriders, and who uses those. One finding for each declaration, at the first place where it
/// uses the one before it on the way. Texts that name the symbol, or look like it, are one step away.
@AutoService(Recipe.class)
public final class ImpactOf implements Recipe {
    /// Declarations reached, nearest first.
    static final int MAX_REACHED = 2_000;

    private static final int USUAL_DEPTH = 3;
    private static final int MAX_DEPTH = 10;
    private static final String THING =
            "[class|interface|enum|record|annotation|type|method|field|constant|package|file]";
    private static final String SYMBOL = "symbol";
    private static final String DEPTH = "depth";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "impact-of",
            "Finds what a change of a symbol or a file could reach, with its distance and the way to it.",
            true,
            List.of(
                    new Parameter(
                            SYMBOL,
                            Form.SUBJECT,
                            "a symbol or a file, for example com.acme.Foo#bar(int) or src/com/acme/Foo.java",
                            true),
                    new Parameter(
                            DEPTH, Form.NUMBER, "steps to follow, 1 to 10, for example 2; 3 when left out", false)),
            List.of(
                    new Phrase(
                            "(find|list|show|identify|get) [me] [the] impact of"
                                    + " [changing|a change of|a change to|changes to] [the] " + THING
                                    + " {symbol} [at depth {depth}]",
                            "Show the impact of com.acme.Foo#bar(int) at depth 2"),
                    new Phrase(
                            "what (is|would be) (affected|impacted) by"
                                    + " [changing|a change of|a change to|changes to] [the] " + THING + " {symbol}",
                            "What would be affected by a change of com.acme.Foo?")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String given = parameters.getOrDefault(SYMBOL, "").strip();
        int depth = Integer.parseInt(parameters.getOrDefault(DEPTH, Integer.toString(USUAL_DEPTH)));
        if (depth < 1 || depth > MAX_DEPTH) {
            return refused(
                    "invalid-depth",
                    Integer.toString(depth),
                    "The depth is 1 to " + MAX_DEPTH + ", not " + depth + ".");
        }
        Set<String> subjects = new TreeSet<>();
        List<SymbolInfo> asked = new ArrayList<>();
        String shown = given;
        if (graph.file(given).isPresent()) {
            subjects.addAll(ViewWalk.subjects(graph, given));
            graph.symbols(subjects).values().stream()
                    .filter(each -> each.kind().isType())
                    .forEach(asked::add);
        } else if (given.contains("/") || given.endsWith(".java")) {
            return refused(
                    "not-found",
                    given,
                    "There is no file " + given + " in this repository: give its path from the root.");
        } else {
            shown = SymbolQuery.normal(given);
            switch (new SymbolQuery(graph, new TypeHierarchy(graph)).resolve(shown)) {
                case SymbolQuery.Resolution.Refused refused -> {
                    return new PlanOutcome.Refused(List.of(refused.conflict()));
                }
                case SymbolQuery.Resolution.Found found -> {
                    asked.addAll(found.symbols());
                    found.symbols().forEach(each -> subjects.addAll(ViewWalk.subjects(graph, each.symbol())));
                }
            }
        }
        Impact impact = ImpactWalk.of(
                graph, subjects, Follow.EVERYTHING, depth, MAX_REACHED, EnclosingByText.reader(graph, sources));
        TextMentions texts = TextMentions.of(graph, sources, DESCRIPTOR.name(), asked, Set.of());
        return new Report(graph, impact, texts).plan(sources, Map.of(SYMBOL, shown, DEPTH, Integer.toString(depth)));
    }

    private static PlanOutcome refused(String kind, String subject, String sentence) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, subject, "", 0, sentence)));
    }

    private static final class Report {
        private final Impact impact;
        private final TextMentions texts;
        private final List<Reached> users;
        private final Map<String, SymbolInfo> known;
        private final Map<String, Occurrence> definitions = new HashMap<>();

        Report(GraphView graph, Impact impact, TextMentions texts) {
            this.impact = impact;
            this.texts = texts;
            this.users = impact.reached().values().stream()
                    .filter(reached -> !reached.overridden())
                    .toList();
            this.known = graph.symbols(users.stream().map(Reached::symbol).toList());
            Set<String> placeless = users.stream()
                    .filter(reached -> reached.place() == null)
                    .map(Reached::symbol)
                    .collect(Collectors.toCollection(TreeSet::new));
            graph.occurrencesOf(placeless)
                    .values()
                    .forEach(places -> places.stream()
                            .filter(place -> place.has(Role.DEFINITION))
                            .forEach(place -> definitions.putIfAbsent(place.symbol(), place)));
        }

        PlanOutcome plan(Sources sources, Map<String, String> parameters) {
            FoundPlaces found = new FoundPlaces(DESCRIPTOR.name());
            Map<Integer, Integer> distances = new TreeMap<>();
            for (Reached user : users) {
                SymbolInfo info = known.get(user.symbol());
                String path = user.path() != null ? user.path() : info == null ? null : info.path();
                Occurrence place = user.place() != null ? user.place() : definitions.get(user.symbol());
                if (path != null) {
                    distances.merge(user.distance(), 1, Integer::sum);
                    Range range = place == null ? new Range(0, 0) : place.range();
                    found.add(path, new Occurrence(range, user.symbol(), Set.of()), "note", message(user, info));
                }
            }
            found.also(texts.findings());
            String steps = distances.entrySet().stream()
                    .map(each -> each.getValue() + " at " + Counted.of(each.getKey(), "step"))
                    .collect(Collectors.joining(", "));
            return found.plan(
                    sources,
                    parameters,
                    count -> "Declarations that a change of " + parameters.get(SYMBOL) + " could reach: " + count
                            + (steps.isEmpty() ? "" : ": " + steps)
                            + texts.sentence()
                            + "."
                            + (impact.truncated() ? " There are more: these are the nearest." : ""));
        }

        private String message(Reached user, @org.jspecify.annotations.Nullable SymbolInfo info) {
            String what = info == null ? "" : FindDeclarations.word(info.kind()) + " ";
            StringBuilder way = new StringBuilder(what + user.symbol() + ", " + Counted.of(user.distance(), "step")
                    + " away: " + verb(user.how()) + " " + user.via());
            Reached next = impact.reached().get(user.via());
            while (next != null) {
                way.append(
                        next.overridden()
                                ? ", which " + next.via() + " overrides"
                                : ", which " + verb(next.how()) + " " + next.via());
                next = impact.reached().get(next.via());
            }
            return way.toString();
        }

        private static String verb(EdgeKind how) {
            return switch (how) {
                case CALLS -> "calls";
                case USES, REFERENCES -> "uses";
                case EXTENDS -> "extends";
                case IMPLEMENTS -> "implements";
                case OVERRIDES -> "overrides";
                case CONTAINS -> "contains";
                case DECLARED_IN -> "is declared in";
            };
        }
    }
}
