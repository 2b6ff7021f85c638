package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.DeclaredPlace;
import dev.refactory.refactor.recipe.scope.MadeMembers;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.UnresolvedUses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What speaks against renaming a family of methods, as far as facts tell before the edit. Used for
/// one plan.
public final class RenameChecks {
    /// More would not be read, and a refusal has a size.
    public static final int MAX_CONFLICTS = 100;

    /// Methods that serialization looks for by name and parameters.
    public static final Set<String> SERIALIZATION = Set.of(
            "readObject(java.io.ObjectInputStream)",
            "writeObject(java.io.ObjectOutputStream)",
            "readObjectNoData()",
            "readResolve()",
            "writeReplace()");

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final MethodFamily family;
    private final String newName;
    private final List<Finding> findings = new ArrayList<>();

    RenameChecks(GraphView graph, Recipe.Sources sources, TypeHierarchy types, MethodFamily family, String newName) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.family = family;
        this.newName = newName;
    }

    /// All that were found, sorted, at most [#MAX_CONFLICTS]; empty when the plan may go on.
    List<Conflict> conflicts(Map<String, List<Occurrence>> named) {
        List<Conflict> found = new ArrayList<>();
        outside(found);
        for (SymbolInfo method : family.methods().values()) {
            special(found, method);
            new MadeMembers(graph, sources).ofMethod(method).ifPresent(found::add);
            clashes(found, method);
            overrides(found, method);
        }
        if (found.isEmpty()) {
            new NameScopes(graph, sources, types, family, newName).check(found, named);
            SymbolInfo first = family.methods().firstEntry().getValue();
            UnresolvedUses unresolved = new UnresolvedUses(
                    graph,
                    sources,
                    types,
                    new UnresolvedUses.Renamed("rename-method", first.symbol(), first.name(), family.types()));
            unresolved.check(found);
            findings.addAll(unresolved.findings());
        }
        return found.stream().distinct().sorted().limit(MAX_CONFLICTS).toList();
    }

    /// Warnings, known after [#conflicts].
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void outside(List<Conflict> found) {
        for (SymbolInfo method : family.methods().values()) {
            if (method.path() == null) {
                found.add(new Conflict(
                        "external-symbol",
                        method.symbol(),
                        "",
                        0,
                        method.symbol() + " is declared outside of this repository: it cannot be renamed here."));
            }
        }
        family.outside().forEach((outside, here) -> {
            if (SymbolSpelling.typeOf(here).equals(SymbolSpelling.typeOf(outside))) {
                return;
            }
            found.add(at(
                    "external-symbol",
                    here,
                    here + " must keep the name of " + outside + ", which is declared outside of this repository."));
        });
    }

    private void special(List<Conflict> found, SymbolInfo method) {
        String type = SymbolSpelling.typeOf(method.symbol());
        String parameters = SymbolSpelling.parameters(method.symbol()).orElse("()");
        String shape = method.name() + parameters;
        SymbolKind owner = types.info(type).map(SymbolInfo::kind).orElse(SymbolKind.CLASS);
        if (method.has("native")) {
            found.add(at(
                    "native-or-main",
                    method.symbol(),
                    method.symbol() + " is native: its name is part of the library that implements it."));
        } else if (shape.equals("main(java.lang.String[])") && method.has("static")) {
            found.add(at(
                    "native-or-main",
                    method.symbol(),
                    method.symbol() + " is where a program starts: whatever runs it knows it by this name."));
        } else if (owner == SymbolKind.ENUM
                && (shape.equals("values()") || shape.equals("valueOf(java.lang.String)"))) {
            found.add(at(
                    "external-symbol",
                    method.symbol(),
                    method.symbol() + " comes from the language, which gives it to every enum by this name."));
        }
        if (SERIALIZATION.contains(shape) || SERIALIZATION.contains(newName + parameters)) {
            findings.add(warning(method, "serialization calls methods named " + shape + " by reflection"));
        }
        if (parameters.equals("()") && !method.has("static")) {
            for (String below : types.withSubtypes(type)) {
                if (types.hasComponent(below, method.name())) {
                    found.add(recordAccessor(
                            graph,
                            method.symbol(),
                            below,
                            method.name(),
                            place(method.symbol()).file()));
                } else if (types.hasComponent(below, newName)) {
                    found.add(at(
                            "name-clash",
                            method.symbol(),
                            "Record " + below + " has a component " + newName + ", whose accessor this would be."));
                }
            }
        }
    }

    private void clashes(List<Conflict> found, SymbolInfo method) {
        String type = SymbolSpelling.typeOf(method.symbol());
        String renamed = SymbolSpelling.withName(method.symbol(), newName);
        boolean declared = types.methods(type, newName).stream()
                .anyMatch(other -> other.symbol().equals(renamed));
        if (declared) {
            found.add(at(
                    "name-clash",
                    renamed,
                    type + " already declares " + newName
                            + SymbolSpelling.parameters(renamed).orElse("()") + "."));
        }
    }

    /// A method above or below that has the new name and these parameters would override, or be
    /// overridden, by accident.
    private void overrides(List<Conflict> found, SymbolInfo method) {
        if (method.has("private")) {
            return;
        }
        String type = SymbolSpelling.typeOf(method.symbol());
        String parameters = SymbolSpelling.parameters(method.symbol()).orElse("()");
        Set<String> related = new TreeSet<>();
        for (String below : types.withSubtypes(type)) {
            related.addAll(types.withSupertypes(below));
            SymbolKind kind = types.info(below).map(SymbolInfo::kind).orElse(SymbolKind.CLASS);
            types.fromTheLanguage(below, kind).stream()
                    .filter(own -> own.endsWith("#" + newName + parameters))
                    .forEach(own -> broken(found, method, own));
        }
        related.remove(type);
        for (String other : related) {
            for (SymbolInfo same : types.methods(other, newName)) {
                boolean apart = MethodFamily.packagePrivate(method)
                        && !types.packageOf(other).equals(types.packageOf(type));
                if (!same.has("private")
                        && !apart
                        && SymbolSpelling.parameters(same.symbol()).orElse("()").equals(parameters)) {
                    broken(found, method, same.symbol());
                }
            }
        }
    }

    private void broken(List<Conflict> found, SymbolInfo method, String other) {
        found.add(at(
                "override-broken",
                method.symbol(),
                "Named " + newName + ", " + method.symbol() + " would be tied to " + other
                        + " by overriding or hiding, which it is not now."));
    }

    /// A method that is a record component's accessor has the component's name, and is renamed with it only.
    /// @param fallback the file named where the record's is not known
    public static Conflict recordAccessor(
            GraphView graph, String symbol, String record, String component, String fallback) {
        String file = graph.symbol(record).map(SymbolInfo::path).orElse(fallback);
        return new Conflict(
                "record-accessor",
                symbol,
                file,
                0,
                component + "() is the accessor of component " + component + " of record " + record
                        + ": its name is the component's.");
    }

    private Finding warning(SymbolInfo method, String why) {
        DeclaredPlace place = place(method.symbol());
        return new Finding(
                "rename-method",
                "warning",
                method.symbol(),
                place.file(),
                place.line(),
                1,
                1,
                method.symbol() + ": " + why + ".",
                "");
    }

    private Conflict at(String kind, String symbol, String message) {
        DeclaredPlace place = place(symbol.endsWith(">") ? symbol : known(symbol));
        return new Conflict(kind, symbol, place.file(), place.line(), message);
    }

    /// The place to show for a symbol that may be spelled as it would become.
    private String known(String symbol) {
        return graph.symbol(symbol).isPresent() ? symbol : SymbolSpelling.typeOf(symbol);
    }

    private DeclaredPlace place(String symbol) {
        return DeclaredPlace.of(graph, sources, symbol);
    }
}
