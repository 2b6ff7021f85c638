package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The methods that are a field's accessors by the convention of beans: `getName`, `isName`,
/// `setName`, in the field's own type, and only where they use the field. Of a field `isOpen` the
/// name is `Open`.
final class FieldAccessors {
    private FieldAccessors() {}

    /// The accessors, to the name each would get.
    static SortedMap<String, String> of(
            GraphView graph, Recipe.Sources sources, TypeHierarchy types, SymbolInfo field, String newName) {
        SortedMap<String, String> renames = new TreeMap<>();
        String path = field.path();
        String owner = String.valueOf(field.container());
        if (path == null) {
            return renames;
        }
        Map<String, Range> extents = new LinkedHashMap<>();
        DeclarationExtents declarations =
                new DeclarationExtents(JavaTokens.of(sources.text(path).text()));
        List<Occurrence> all = graph.occurrencesIn(path);
        names(field.name(), newName).forEach((oldAccessor, newAccessor) -> {
            int arity = oldAccessor.startsWith("set") ? 1 : 0;
            for (SymbolInfo method : types.methods(owner, oldAccessor)) {
                if (SymbolSpelling.arity(method.symbol()) == arity) {
                    all.stream()
                            .filter(place -> place.symbol().equals(method.symbol()) && place.has(Role.DEFINITION))
                            .findFirst()
                            .ifPresent(place ->
                                    extents.put(method.symbol(), declarations.of(place.range(), SymbolKind.METHOD)));
                    renames.put(method.symbol(), newAccessor);
                }
            }
        });
        renames.keySet()
                .removeIf(method -> Optional.ofNullable(extents.get(method))
                        .filter(extent -> all.stream()
                                .anyMatch(use -> use.symbol().equals(field.symbol())
                                        && extent.start() <= use.range().start()
                                        && use.range().end() <= extent.end()))
                        .isEmpty());
        return renames;
    }

    private static Map<String, String> names(String oldName, String newName) {
        Map<String, String> names = new LinkedHashMap<>();
        String from = property(oldName);
        String to = property(newName);
        for (String prefix : List.of("get", "is", "set")) {
            names.put(prefix + from, prefix + to);
        }
        return names;
    }

    private static String property(String field) {
        boolean is = field.length() > 2 && field.startsWith("is") && Character.isUpperCase(field.charAt(2));
        String name = is ? field.substring(2) : field;
        int first = name.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + name.substring(Character.charCount(first));
    }
}
