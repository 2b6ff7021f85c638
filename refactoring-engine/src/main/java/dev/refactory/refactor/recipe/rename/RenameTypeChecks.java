package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.FileInfo;
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
import dev.refactory.refactor.recipe.scope.DeclaredPlace;
import dev.refactory.refactor.recipe.scope.MadeMembers;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.UnresolvedUses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// What speaks against renaming a type, as far as facts tell before the edit. Used for one plan.
final class RenameTypeChecks {
    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final RenamedType type;
    private final List<Finding> findings = new ArrayList<>();

    RenameTypeChecks(GraphView graph, Recipe.Sources sources, RenamedType type) {
        this.graph = graph;
        this.sources = sources;
        this.types = new TypeHierarchy(graph);
        this.type = type;
    }

    /// All that were found, sorted, at most [RenameChecks#MAX_CONFLICTS]; empty when the plan may go
    /// on.
    List<Conflict> conflicts(SortedMap<String, List<Occurrence>> named, Map<String, String> fileRenames) {
        List<Conflict> found = new ArrayList<>();
        Occurrence written =
                definition(named.getOrDefault(String.valueOf(type.info().path()), List.of()));
        if (type.info().path() == null) {
            found.add(new Conflict(
                    "external-symbol",
                    type.symbol(),
                    "",
                    0,
                    type.symbol() + " is declared outside of this repository: it cannot be renamed here."));
        } else if (written == null || SymbolSpelling.simpleName(type.symbol()).startsWith("local$")) {
            found.add(at(
                    "invalid-selection",
                    type.symbol(),
                    type.symbol() + " has no name that other code could use: rename-type is for types that have one."));
        }
        if (found.isEmpty()) {
            new MadeMembers(graph, sources).ofType(type.info()).ifPresent(found::add);
            nativeMethods(found);
            charsets(found, named);
            clashes(found);
            files(found, fileRenames);
        }
        if (found.isEmpty()) {
            new TypeScopes(graph, sources, types, type).check(found, named);
            UnresolvedUses unresolved = new UnresolvedUses(
                    graph,
                    sources,
                    types,
                    new UnresolvedUses.Renamed(
                            RenameType.RECIPE,
                            type.symbol(),
                            type.oldName(),
                            Set.of(type.symbol()),
                            new OtherTypes(sources, type)::certainlyOther));
            unresolved.check(found);
            findings.addAll(unresolved.findings());
            warnings();
        }
        return found.stream()
                .distinct()
                .sorted()
                .limit(RenameChecks.MAX_CONFLICTS)
                .toList();
    }

    /// Warnings, known after [#conflicts].
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private @org.jspecify.annotations.Nullable Occurrence definition(List<Occurrence> here) {
        return here.stream()
                .filter(occurrence -> occurrence.has(Role.DEFINITION))
                .filter(occurrence -> occurrence.symbol().equals(type.symbol()))
                .findFirst()
                .orElse(null);
    }

    private void nativeMethods(List<Conflict> found) {
        for (SymbolInfo member : type.members().values()) {
            if (member.has("native")) {
                found.add(at(
                        "native-or-main",
                        member.symbol(),
                        member.symbol() + " is native: the library that implements it knows it by the name of its"
                                + " type."));
            }
        }
    }

    /// A file that is not UTF-8 is read as Latin-1, and can only be written as that.
    private void charsets(List<Conflict> found, SortedMap<String, List<Occurrence>> named) {
        if (type.newName().chars().allMatch(c -> c < 0x80)) {
            return;
        }
        named.forEach((path, uses) -> {
            SourceText source = sources.text(path);
            if (!source.charset().newEncoder().canEncode(type.newName())) {
                int line = source.lineOf(uses.getFirst().range().start());
                found.add(new Conflict(
                        "invalid-name",
                        type.symbol(),
                        path,
                        line,
                        path + " is written in " + source.charset() + ", which has no way to write " + type.newName()
                                + ": convert the file to UTF-8."));
            }
        });
    }

    private void clashes(List<Conflict> found) {
        SymbolInfo taken = graph.symbol(type.newSymbol()).orElse(null);
        if (taken != null && (taken.kind().isType() || taken.kind() == SymbolKind.PACKAGE)) {
            String what = taken.kind() == SymbolKind.PACKAGE ? "a package of that name" : "a type of that name";
            found.add(at("name-clash", taken.symbol(), "There is " + what + " already: " + taken.symbol() + "."));
        }
        List<SymbolInfo> around = type.around(graph);
        for (SymbolInfo outer : around) {
            if (outer.name().equals(type.newName())) {
                found.add(at(
                        "name-clash",
                        outer.symbol(),
                        "A type cannot have the name of a type around it: " + outer.symbol() + "."));
            }
        }
        for (SymbolInfo inner : type.types().values()) {
            if (inner.name().equals(type.newName())) {
                found.add(at(
                        "name-clash",
                        inner.symbol(),
                        "A type cannot have the name of a type inside of it: " + inner.symbol() + "."));
            }
        }
        if (!around.isEmpty() && !type.info().has("private")) {
            hiding(found, around.getFirst());
        }
    }

    /// Member types are inherited: one of the new name above or below would be hidden, or hide.
    private void hiding(List<Conflict> found, SymbolInfo container) {
        Set<String> related = new TreeSet<>();
        for (String below : types.withSubtypes(container.symbol())) {
            related.addAll(types.withSupertypes(below));
        }
        related.remove(container.symbol());
        for (SymbolInfo alike : graph.symbolsNamed(type.newName())) {
            String owner = alike.container();
            if (alike.kind().isType() && owner != null && related.contains(owner) && !alike.has("private")) {
                found.add(at(
                        "shadowing",
                        alike.symbol(),
                        "Types that inherit from both " + container.symbol() + " and " + owner + " would have two"
                                + " member types named " + type.newName() + "."));
            }
        }
    }

    private void files(List<Conflict> found, Map<String, String> fileRenames) {
        if (fileRenames.isEmpty()) {
            return;
        }
        for (FileInfo file : graph.files()) {
            fileRenames.forEach((from, to) -> {
                if (file.path().equals(to)) {
                    found.add(
                            new Conflict("name-clash", type.newSymbol(), to, 0, "There is a file " + to + " already."));
                } else if (file.path().equalsIgnoreCase(to)) {
                    findings.add(warning(
                            file.path(),
                            1,
                            to + " differs from " + file.path() + " in case only: on a file system that ignores"
                                    + " case they are one file."));
                }
            });
        }
    }

    /// Names of resources that are taken.
    List<Conflict> taken(Map<String, String> fileRenames) {
        List<Conflict> found = new ArrayList<>();
        files(found, fileRenames);
        return found;
    }

    private void warnings() {
        DeclaredPlace place = place(type.symbol());
        String container = type.info().container();
        if (container != null) {
            for (SymbolInfo other : graph.membersOf(container)) {
                boolean alike = other.kind().isType()
                        && other.name().equalsIgnoreCase(type.newName())
                        && !other.symbol().equals(type.symbol());
                if (alike) {
                    findings.add(warning(
                            place.file(),
                            place.line(),
                            "The name differs from " + other.symbol() + " in case only: on a file system that"
                                    + " ignores case their class files are one."));
                }
            }
        }
        if (types.withSupertypes(type.symbol()).contains("java.io.Serializable")) {
            findings.add(warning(
                    place.file(),
                    place.line(),
                    type.symbol() + " is serializable: objects written before the change name it as it was."));
        }
        boolean starts = type.members().values().stream()
                .anyMatch(member -> member.symbol().equals(type.symbol() + "#main(java.lang.String[])"));
        if (starts) {
            findings.add(warning(
                    place.file(),
                    place.line(),
                    type.symbol() + " is where a program starts: whatever runs it knows it by its name."));
        }
    }

    private Finding warning(String file, int line, String message) {
        return new Finding(RenameType.RECIPE, "warning", type.symbol(), file, line, 1, 1, message, "");
    }

    private Conflict at(String kind, String symbol, String message) {
        return place(symbol).conflict(kind, message);
    }

    private DeclaredPlace place(String symbol) {
        return DeclaredPlace.of(graph, sources, symbol);
    }
}
