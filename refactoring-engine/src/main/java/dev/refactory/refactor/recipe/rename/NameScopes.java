package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Unqualified calls that would find another method. Java looks a simple method name up in the
/// innermost type that has any method of that name, whatever its parameters (JLS 15.12.1): a
/// renamed method may hide, or be hidden. Reads the text of files only when the new name, or a name
/// that is special in calls, is in use.
final class NameScopes {
    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final MethodFamily family;
    private final String newName;

    NameScopes(GraphView graph, Recipe.Sources sources, TypeHierarchy types, MethodFamily family, String newName) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.family = family;
        this.newName = newName;
    }

    void check(List<Conflict> conflicts, Map<String, List<Occurrence>> named) {
        Map<String, List<Occurrence>> alike = new TreeMap<>();
        List<SymbolInfo> sameName = graph.symbolsNamed(newName).stream()
                .filter(symbol -> symbol.kind() == SymbolKind.METHOD)
                .toList();
        alike.putAll(
                graph.occurrencesOf(sameName.stream().map(SymbolInfo::symbol).toList()));
        boolean taken = !sameName.isEmpty()
                || types.fromTheLanguage("", SymbolKind.ENUM).stream()
                        .anyMatch(own -> own.contains("#" + newName + "("));
        if (taken || newName.equals("yield")) {
            named.forEach((path, uses) -> new InFile(path).calls(conflicts, uses));
        }
        alike.forEach((path, uses) -> new InFile(path).hiddenByRenamed(conflicts, uses));
        alike.forEach((path, uses) -> importClash(conflicts, path, uses, named.getOrDefault(path, List.of())));
        annotationValues(conflicts);
    }

    private void importClash(List<Conflict> conflicts, String path, List<Occurrence> alike, List<Occurrence> renamed) {
        for (Occurrence imported : alike) {
            for (Occurrence own : renamed) {
                boolean same =
                        SymbolSpelling.parameters(imported.symbol()).equals(SymbolSpelling.parameters(own.symbol()));
                if (same && imported.has(Role.IMPORT) && own.has(Role.IMPORT)) {
                    int line = sources.text(path).lineOf(own.range().start());
                    conflicts.add(new Conflict(
                            "name-clash",
                            own.symbol(),
                            path,
                            line,
                            path + " also imports " + imported.symbol() + ": calls of " + newName
                                    + " could mean either."));
                }
            }
        }
    }

    /// `@A(1)` names the element `value` without writing it.
    private void annotationValues(List<Conflict> conflicts) {
        String why = "the value is given without naming the element, which only works for value()";
        graph.occurrencesOf(family.methods().keySet())
                .forEach((path, uses) -> uses.stream()
                        .filter(use -> use.has(Role.ANNOTATION_USE) && use.has(Role.IMPLICIT))
                        .map(use -> new InFile(path).conflict("implicit-use", use.symbol(), use, why))
                        .forEach(conflicts::add));
    }

    /// One file, tokenised once.
    private final class InFile {
        private final String path;
        private final SourceText source;
        private final JavaTokens tokens;
        private final List<Occurrence> all;
        private @org.jspecify.annotations.Nullable TypeBodies bodies;

        InFile(String path) {
            this.path = path;
            this.source = sources.text(path);
            this.tokens = JavaTokens.of(source.text());
            this.all = graph.occurrencesIn(path);
        }

        void calls(List<Conflict> conflicts, List<Occurrence> uses) {
            for (Occurrence use : uses) {
                if (!unqualified(use)) {
                    continue;
                }
                if (newName.equals("yield")) {
                    conflicts.add(conflict(
                            "invalid-name",
                            use.symbol(),
                            use,
                            "a call of yield(…) must be qualified, this one is not"));
                }
                hides(use, this::hasNewName)
                        .ifPresent(type -> conflicts.add(conflict(
                                "shadowing",
                                use.symbol(),
                                use,
                                "the call would look for " + newName + " in " + type
                                        + ", which has a method of that name")));
            }
        }

        void hiddenByRenamed(List<Conflict> conflicts, List<Occurrence> uses) {
            Set<String> declaring = family.types();
            for (Occurrence use : uses) {
                if (!unqualified(use) || family.methods().containsKey(use.symbol())) {
                    continue;
                }
                hides(use, above -> above.stream().anyMatch(declaring::contains))
                        .ifPresent(type -> conflicts.add(conflict(
                                "shadowing",
                                use.symbol(),
                                use,
                                "this call of " + use.symbol() + " would look in " + type
                                        + ", which gets a method of that name")));
            }
        }

        /// The innermost type around `use`, inside of the one that provides its method, of which
        /// `hiding` holds.
        private Optional<String> hides(Occurrence use, java.util.function.Predicate<Set<String>> hiding) {
            String owner = SymbolSpelling.typeOf(use.symbol());
            for (TypeBodies.Body body : bodies().around(use.range().start())) {
                Set<String> above = types.withSupertypes(body.type());
                if (above.contains(owner)) {
                    return Optional.empty();
                }
                if (hiding.test(above)) {
                    return Optional.of(body.type());
                }
            }
            return Optional.empty();
        }

        private boolean hasNewName(Set<String> above) {
            return above.stream().anyMatch(type -> !types.methods(type, newName).isEmpty())
                    || types.fromTheLanguage("", SymbolKind.CLASS).stream()
                            .anyMatch(own -> own.contains("#" + newName + "("));
        }

        private TypeBodies bodies() {
            if (bodies == null) {
                bodies = TypeBodies.of(graph, tokens, all);
            }
            return bodies;
        }

        private boolean unqualified(Occurrence use) {
            int token = tokens.indexAt(use.range().start());
            String before = tokens.at(token - 1);
            return use.has(Role.CALL)
                    && token >= 0
                    && !before.equals(".")
                    && !before.equals("::")
                    && !before.equals(">");
        }

        private Conflict conflict(String kind, String symbol, Occurrence use, String why) {
            int line = source.lineOf(use.range().start());
            return new Conflict(kind, symbol, path, line, path + ":" + line + ": " + why + ".");
        }
    }
}
