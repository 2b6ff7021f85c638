package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where annotations stand, by their qualified name, and on what. One whose type could not be had
/// is found by the name its file imports.
@AutoService(Recipe.class)
public final class FindAnnotations implements Recipe {
    private static final String PATTERN = FindDeclarations.PARAMETER;
    private static final String FIND = "(find|list|show|identify|get|locate) [me] [all|every|any]";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-annotations",
            "Finds where annotations stand whose qualified name matches a pattern, and on what.",
            true,
            List.of(new Parameter(
                    PATTERN,
                    Form.PATTERN,
                    "a glob over qualified names, for example org.junit.** or Deprecated",
                    true)),
            List.of(
                    new Phrase(
                            FIND + " [the] (annotations|annotation)"
                                    + " (matching|that match|named|called|like) {pattern}",
                            "Find annotations matching org.junit.**"),
                    new Phrase(
                            FIND + " [the] (everything|things|declarations|places|code)"
                                    + " (annotated with|annotated by) {pattern}",
                            "Find everything annotated with Deprecated"),
                    new Phrase(
                            "(what|where|which declarations) is annotated with [the] [annotation] {pattern}",
                            "What is annotated with com.acme.Audited?")));

    /// Files whose facts are asked for at once.
    private static final int FILES_AT_ONCE = 100;

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String text = NamePattern.normal(parameters.getOrDefault(PATTERN, "")).replaceFirst("^@", "");
        NamePattern pattern;
        try {
            pattern = NamePattern.ofType(text);
        } catch (NamePattern.Malformed e) {
            return NamePattern.refused(text, e);
        }
        Set<String> wanted = new TreeSet<>(graph.declared(Set.of(SymbolKind.ANNOTATION), pattern.prefix()));
        wanted.addAll(graph.mentioned(Set.of(SymbolKind.ANNOTATION), pattern.prefix()));
        wanted.removeIf(symbol -> !pattern.matches(symbol));
        wanted.addAll(unbound(graph, pattern));
        SortedMap<String, List<Occurrence>> uses = new TreeMap<>();
        graph.occurrencesOf(wanted).forEach((path, places) -> {
            List<Occurrence> here = places.stream()
                    .filter(place -> place.has(Role.ANNOTATION_USE) && !place.has(Role.IMPLICIT))
                    .toList();
            if (!here.isEmpty()) {
                uses.put(path, here);
            }
        });
        FoundPlaces found = new FoundPlaces(DESCRIPTOR.name());
        List<String> paths = List.copyOf(uses.keySet());
        for (int from = 0; from < paths.size(); from += FILES_AT_ONCE) {
            List<String> some = paths.subList(from, Math.min(paths.size(), from + FILES_AT_ONCE));
            report(graph, sources, pattern, some, uses, found);
        }
        return found.plan(
                sources, Map.of(PATTERN, text), count -> "Annotations that match " + text + ": " + count + ".");
    }

    /// Names the compiler could not bind that could be such an annotation. Only an import tells the
    /// package of one.
    private static Set<String> unbound(GraphView graph, NamePattern pattern) {
        String type = pattern.type();
        String last = type.substring(type.lastIndexOf('.') + 1);
        Set<String> names = new TreeSet<>(graph.mentioned(Set.of(SymbolKind.UNRESOLVED), "?"));
        names.removeIf(symbol -> !NamePattern.glob(last, symbol.substring(1)));
        return names;
    }

    private static void report(
            GraphView graph,
            Sources sources,
            NamePattern pattern,
            List<String> paths,
            SortedMap<String, List<Occurrence>> uses,
            FoundPlaces found) {
        Map<String, List<Occurrence>> facts = graph.occurrencesIn(paths);
        Set<String> spellings = new TreeSet<>();
        facts.values()
                .forEach(all -> all.forEach(place -> {
                    if (place.has(Role.DEFINITION) || place.has(Role.IMPORT)) {
                        spellings.add(place.symbol());
                    }
                }));
        Map<String, SymbolInfo> known = graph.symbols(spellings);
        for (String path : paths) {
            List<Occurrence> all = facts.getOrDefault(path, List.of());
            List<Occurrence> places = new ArrayList<>(uses.getOrDefault(path, List.of()));
            Map<String, String> imported = ImportedNames.unbound(all, known);
            places.removeIf(place -> !matches(pattern, place.symbol(), imported));
            if (places.isEmpty()) {
                continue;
            }
            // What will not be listed need not be described.
            AnnotationTargets targets = found.full()
                    ? null
                    : new AnnotationTargets(JavaTokens.of(sources.text(path).text()), all, known);
            for (Occurrence place : places) {
                found.add(path, place, "note", targets == null ? "" : message(place, imported, targets));
            }
        }
    }

    private static boolean matches(NamePattern pattern, String symbol, Map<String, String> imported) {
        if (!symbol.startsWith("?")) {
            return true;
        }
        String name = SymbolSpelling.simpleName(symbol);
        return pattern.matches(imported.getOrDefault(name, name));
    }

    private static String message(Occurrence place, Map<String, String> imported, AnnotationTargets targets) {
        String symbol = place.symbol();
        String name = SymbolSpelling.simpleName(symbol);
        String annotation = symbol.startsWith("?")
                ? imported.getOrDefault(name, name) + ", which the compiler could not bind,"
                : symbol;
        return "annotation with " + annotation + " " + targets.of(place);
    }
}
