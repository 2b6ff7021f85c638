package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaLang;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Simple names that would mean another type (JLS 6.4.1, 6.5): the renamed type's where something
/// else of the new name is nearer, and others' of that name where the renamed type would be. Reads
/// the text of files that name the type; looks closer at those that know anything of the new name.
final class TypeScopes {
    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final RenamedType type;
    private final List<SymbolInfo> alike;

    TypeScopes(GraphView graph, Recipe.Sources sources, TypeHierarchy types, RenamedType type) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.type = type;
        List<SymbolInfo> found = new ArrayList<>();
        graph.symbolsNamed(type.newName()).stream()
                .filter(symbol -> !symbol.symbol().equals(type.symbol()))
                .forEach(found::add);
        this.alike = List.copyOf(found);
    }

    void check(List<Conflict> conflicts, Map<String, List<Occurrence>> named) {
        List<SymbolInfo> alikeTypes =
                alike.stream().filter(symbol -> symbol.kind().isType()).toList();
        List<SymbolInfo> alikeFields = alike.stream()
                .filter(symbol -> switch (symbol.kind()) {
                    case FIELD, ENUM_CONSTANT, RECORD_COMPONENT -> true;
                    case PACKAGE,
                            CLASS,
                            INTERFACE,
                            ENUM,
                            RECORD,
                            ANNOTATION,
                            METHOD,
                            CONSTRUCTOR,
                            TYPE_PARAMETER,
                            PARAMETER,
                            LOCAL,
                            UNRESOLVED,
                            MODULE -> false;
                })
                .toList();
        Set<String> spellings = new TreeSet<>();
        alikeTypes.forEach(symbol -> spellings.add(symbol.symbol()));
        alike.stream()
                .filter(symbol ->
                        symbol.kind() == SymbolKind.PACKAGE && symbol.symbol().equals(type.newName()))
                .forEach(symbol -> spellings.add(symbol.symbol()));
        spellings.add("?" + type.newName());
        Map<String, List<Occurrence>> others = new TreeMap<>(graph.occurrencesOf(spellings));
        Set<String> unresolved =
                graph.occurrencesOf(List.of("?" + type.oldName())).keySet();
        Set<String> paths = new TreeSet<>(named.keySet());
        paths.addAll(others.keySet());
        boolean everywhere = !alikeTypes.isEmpty() || !alikeFields.isEmpty() || JavaLang.has(type.newName());
        for (String path : paths) {
            if (everywhere
                    || others.containsKey(path)
                    || unresolved.contains(path)
                    || sources.text(path).text().contains(type.newName())) {
                FileScopes file = new FileScopes(graph, sources, types, path);
                new TypeNamesInFile(file, types, type, alikeTypes, alikeFields)
                        .check(conflicts, named.getOrDefault(path, List.of()), others.getOrDefault(path, List.of()));
            }
        }
    }
}
