package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Declarations in the repository whose spelling a pattern matches: what the recipes that find them
/// have in common.
public final class FindDeclarations {
    static final String PARAMETER = "pattern";

    private FindDeclarations() {}

    /// How a recipe reads its pattern.
    interface Reader {
        NamePattern read(String text) throws NamePattern.Malformed;
    }

    static PlanOutcome plan(
            String recipe,
            GraphView graph,
            Recipe.Sources sources,
            Map<String, String> parameters,
            Set<SymbolKind> kinds,
            Reader reader,
            Predicate<String> wanted) {
        String text = NamePattern.normal(parameters.getOrDefault(PARAMETER, ""));
        NamePattern pattern;
        try {
            pattern = reader.read(text);
        } catch (NamePattern.Malformed e) {
            return NamePattern.refused(text, e);
        }
        List<String> matching = graph.declared(kinds, pattern.prefix()).stream()
                .filter(pattern::matches)
                .filter(wanted)
                .toList();
        FoundPlaces found = new FoundPlaces(recipe);
        Map<String, SymbolInfo> infos = new TreeMap<>(graph.symbols(matching));
        graph.occurrencesOf(matching)
                .forEach((path, occurrences) -> occurrences.stream()
                        .filter(FindDeclarations::declares)
                        .forEach(occurrence ->
                                found.add(path, occurrence, "note", message(infos.get(occurrence.symbol())))));
        String what = recipe.substring("find-".length());
        return found.plan(
                sources,
                Map.of(PARAMETER, text),
                count -> what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " that match " + text
                        + ": " + count + ".");
    }

    /// Not what the compiler adds without a name in the text.
    private static boolean declares(Occurrence occurrence) {
        return occurrence.has(Role.DEFINITION) && !occurrence.has(Role.IMPLICIT);
    }

    private static String message(@org.jspecify.annotations.Nullable SymbolInfo info) {
        return info == null ? "declaration" : word(info.kind()) + " " + info.symbol();
    }

    /// A kind as sentences name it: in small letters, with blanks.
    public static String word(SymbolKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
