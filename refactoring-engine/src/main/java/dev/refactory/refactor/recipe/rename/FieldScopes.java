package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.VariableScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Simple names that would mean another variable (JLS 6.4): the renamed field's where something else
/// of the new name is nearer, and others' of that name where the renamed field would be. Reads the
/// text of files only when they name the field and anything in them has the new name.
final class FieldScopes {
    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final SymbolInfo field;
    private final String newName;
    private final List<SymbolInfo> alike = new ArrayList<>();
    private final Set<String> qualifiers = new TreeSet<>();

    FieldScopes(GraphView graph, Recipe.Sources sources, TypeHierarchy types, SymbolInfo field, String newName) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.field = field;
        this.newName = newName;
        for (SymbolInfo symbol : graph.symbolsNamed(newName)) {
            if (TypeHierarchy.isField(symbol.kind())) {
                alike.add(symbol);
            } else if (symbol.kind().isType() || symbol.symbol().equals(newName)) {
                qualifiers.add(symbol.symbol());
            }
        }
    }

    /// @param named places that write the field's name
    void check(List<Conflict> conflicts, Map<String, List<Occurrence>> named) {
        Set<String> paths = new TreeSet<>(named.keySet());
        String owner = String.valueOf(field.container());
        Set<String> providing = field.has("private") ? Set.of(owner) : types.withSubtypes(owner);
        for (SymbolInfo type : graph.symbols(providing).values()) {
            String path = type.path();
            if (path != null) {
                paths.add(path);
            }
        }
        if (field.has("static")) {
            graph.occurrencesOf(providing).forEach((path, places) -> {
                if (places.stream().anyMatch(place -> place.has(Role.STATIC_IMPORT))) {
                    paths.add(path);
                }
            });
        }
        for (String path : paths) {
            if (!alike.isEmpty() || sources.text(path).text().contains(newName)) {
                FileScopes file = new FileScopes(graph, sources, types, path);
                captured(conflicts, file, named.getOrDefault(path, List.of()));
                capturing(conflicts, file);
            }
        }
    }

    /// Uses of the field that would find something nearer.
    private void captured(List<Conflict> conflicts, FileScopes file, List<Occurrence> uses) {
        List<FileScopes.Part> variables = new VariableScopes(file).named(newName);
        for (Occurrence use : uses) {
            if (!file.lookedUp(use) || caseLabel(file, use)) {
                continue;
            }
            int at = use.range().start();
            int own = file.levelOfField(field, at);
            for (FileScopes.Part variable : variables) {
                if (variable.level(at) > own) {
                    conflicts.add(conflict(
                            file,
                            use,
                            "capture",
                            "this use of " + field.symbol() + " would mean the variable " + newName + " of line "
                                    + file.source.lineOf(variable.start())));
                }
            }
            for (SymbolInfo other : alike) {
                int level = file.levelOfField(other, at);
                if (level != FileScopes.HIDDEN
                        && level >= own
                        && !other.symbol().equals(field.symbol())) {
                    conflicts.add(conflict(
                            file, use, "shadowing", "this use of " + field.symbol() + " would mean " + other.symbol()));
                }
            }
        }
    }

    /// Uses of other things that would find the field.
    private void capturing(List<Conflict> conflicts, FileScopes file) {
        Map<String, SymbolInfo> fields = new java.util.TreeMap<>();
        alike.forEach(symbol -> fields.put(symbol.symbol(), symbol));
        for (Occurrence use : file.all) {
            int own = file.lookedUp(use) ? file.levelOfField(field, use.range().start()) : FileScopes.HIDDEN;
            if (own == FileScopes.HIDDEN) {
                continue;
            }
            String symbol = use.symbol();
            SymbolInfo other = fields.get(symbol);
            boolean taken;
            if (other != null) {
                int level = file.levelOfField(other, use.range().start());
                boolean constant = other.kind() == SymbolKind.ENUM_CONSTANT && caseLabel(file, use);
                taken = own >= level && !constant;
            } else if (symbol.contains("~" + newName + "@")) {
                int start = declaredAt(symbol);
                taken = start >= 0 && own > FileScopes.levelFrom(start);
            } else {
                taken = qualifiers.contains(symbol) && file.next(use).equals(".");
            }
            if (taken) {
                conflicts.add(conflict(
                        file,
                        use,
                        "shadowing",
                        newName + ", which means " + symbol + " here, would mean the renamed field"));
            }
        }
    }

    private static int declaredAt(String variable) {
        try {
            return Integer.parseInt(variable.substring(variable.lastIndexOf('@') + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// A constant in a label is looked up in its enum only.
    private boolean caseLabel(FileScopes file, Occurrence use) {
        return file.inCaseLabel(use)
                && graph.symbol(use.symbol())
                        .filter(symbol -> symbol.kind() == SymbolKind.ENUM_CONSTANT)
                        .isPresent();
    }

    private Conflict conflict(FileScopes file, Occurrence use, String kind, String why) {
        int line = file.lineOf(use);
        return new Conflict(
                kind,
                SymbolSpelling.withName(field.symbol(), newName),
                file.path,
                line,
                file.path + ":" + line + ": " + why + ".");
    }
}
