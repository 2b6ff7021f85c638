package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.ReportOccurrences;
import dev.refactory.refactor.recipe.scope.MadeMembers;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.UnresolvedUses;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What speaks against renaming a field, as far as facts tell before the edit, and what may name it
/// unseen. Used for one plan.
final class FieldChecks {
    private static final Set<String> SERIALIZATION = Set.of("serialVersionUID", "serialPersistentFields");
    /// JLS 8.10.1.
    private static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");
    private static final int MAX_HINTS = 100;

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final SymbolInfo field;
    private final String newName;
    private final String owner;
    private final List<Conflict> found = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    FieldChecks(GraphView graph, Recipe.Sources sources, TypeHierarchy types, SymbolInfo field, String newName) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.field = field;
        this.newName = newName;
        this.owner = String.valueOf(field.container());
    }

    /// All that were found; empty when the plan may go on.
    List<Conflict> conflicts(Map<String, List<Occurrence>> named) {
        String path = field.path();
        if (path == null) {
            return List.of(new Conflict(
                    "external-symbol",
                    field.symbol(),
                    "",
                    0,
                    field.symbol() + " is declared outside of this repository: it cannot be renamed here."));
        }
        special();
        new MadeMembers(graph, sources).ofField(field).ifPresent(found::add);
        clashes();
        if (field.kind() == SymbolKind.RECORD_COMPONENT) {
            component();
        }
        if (found.isEmpty()) {
            new FieldScopes(graph, sources, types, field, newName).check(found, named);
            imports(named);
            UnresolvedUses unresolved = new UnresolvedUses(
                    graph,
                    sources,
                    types,
                    new UnresolvedUses.Renamed(RenameField.RECIPE, field.symbol(), field.name(), Set.of(owner)));
            unresolved.check(found);
            findings.addAll(unresolved.findings());
            hints(named);
        }
        return found;
    }

    /// Warnings, known after [#conflicts].
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void special() {
        if (SERIALIZATION.contains(field.name()) || SERIALIZATION.contains(newName)) {
            String name = SERIALIZATION.contains(field.name()) ? field.name() : newName;
            add("external-symbol", name + " is read by serialization under this name, in every class.");
        }
    }

    private void clashes() {
        for (SymbolInfo same : types.fields(owner, newName)) {
            add("name-clash", owner + " already declares " + same.symbol() + ".");
        }
        boolean inherited = !field.has("private");
        Set<String> related = new TreeSet<>(types.withSupertypes(owner));
        if (inherited) {
            types.withSubtypes(owner).forEach(below -> related.addAll(types.withSupertypes(below)));
        }
        related.remove(owner);
        for (String type : related) {
            for (SymbolInfo same : types.fields(type, newName)) {
                boolean below = inherited && types.withSubtypes(owner).contains(type);
                if (!same.has("private") || below) {
                    add(
                            "shadowing",
                            "Named " + newName + ", " + field.symbol() + " and " + same.symbol()
                                    + " would hide one another, or could not be told apart, in a type that has both.");
                }
            }
        }
    }

    private void component() {
        if (NO_COMPONENTS.contains(newName)) {
            add("invalid-name", "A component cannot be named " + newName + ": every object has a method of that name.");
        }
        if (!types.methods(owner, newName).stream()
                .filter(method -> method.symbol().endsWith("()"))
                .toList()
                .isEmpty()) {
            add("name-clash", owner + " already declares " + newName + "(), which would be the component's accessor.");
        }
        for (Occurrence place :
                graph.occurrencesOf(constructors()).getOrDefault(String.valueOf(field.path()), List.of())) {
            if (place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT) && namesComponent(place.symbol())) {
                found.add(new Conflict(
                        "explicit-constructor",
                        place.symbol(),
                        String.valueOf(field.path()),
                        lineOf(place),
                        "The constructor " + place.symbol() + " is written out and has a parameter " + field.name()
                                + ", which must keep the component's name: rename both by hand, or let the record"
                                + " have its constructor from the compiler."));
            }
        }
    }

    private List<String> constructors() {
        return graph.membersOf(owner).stream()
                .filter(member -> member.kind() == SymbolKind.CONSTRUCTOR)
                .map(SymbolInfo::symbol)
                .toList();
    }

    /// Whether a constructor written out has a parameter of the component's name.
    private boolean namesComponent(String constructor) {
        return graph.occurrencesIn(String.valueOf(field.path())).stream()
                .anyMatch(place -> place.symbol().startsWith(constructor + "~" + field.name() + "@"));
    }

    private int lineOf(Occurrence place) {
        return sources.text(String.valueOf(field.path())).lineOf(place.range().start());
    }

    /// Two single static imports of one name make it ambiguous.
    private void imports(Map<String, List<Occurrence>> named) {
        List<String> alike = graph.symbolsNamed(newName).stream()
                .filter(symbol -> TypeHierarchy.isField(symbol.kind()))
                .map(SymbolInfo::symbol)
                .toList();
        graph.occurrencesOf(alike).forEach((path, others) -> {
            boolean imported = named.getOrDefault(path, List.of()).stream().anyMatch(use -> use.has(Role.IMPORT));
            for (Occurrence other : others) {
                if (imported && other.has(Role.IMPORT)) {
                    found.add(new Conflict(
                            "name-clash",
                            field.symbol(),
                            path,
                            sources.text(path).lineOf(other.range().start()),
                            path + " also imports " + other.symbol() + ": " + newName + " could mean either."));
                }
            }
        });
    }

    /// Texts that are the field's name, in files that know its type: reflection and bindings find
    /// fields by them.
    private void hints(Map<String, List<Occurrence>> named) {
        Set<String> paths = new TreeSet<>(named.keySet());
        paths.addAll(graph.occurrencesOf(List.of(owner)).keySet());
        String literal = "\"" + field.name() + "\"";
        for (String path : paths) {
            SourceText source = sources.text(path);
            if (!source.text().contains(literal)) {
                continue;
            }
            JavaTokens tokens = JavaTokens.of(source.text());
            for (int i = 0; i < tokens.count() && findings.size() < MAX_HINTS; i++) {
                if (tokens.at(i).equals(literal)) {
                    int start = tokens.start(i);
                    int column = source.columnOf(start);
                    findings.add(new Finding(
                            RenameField.RECIPE,
                            "warning",
                            field.symbol(),
                            path,
                            source.lineOf(start),
                            column,
                            column + literal.length(),
                            literal + " may name " + field.symbol() + ": it is a text, and was left as it is.",
                            ReportOccurrences.excerpt(source.lineAt(start))));
                }
            }
        }
    }

    private void add(String kind, String message) {
        String path = String.valueOf(field.path());
        int line = graph.occurrencesOf(List.of(field.symbol())).getOrDefault(path, List.of()).stream()
                .filter(place -> place.has(Role.DEFINITION))
                .findFirst()
                .map(this::lineOf)
                .orElse(0);
        found.add(new Conflict(kind, SymbolSpelling.withName(field.symbol(), newName), path, line, message));
    }
}
