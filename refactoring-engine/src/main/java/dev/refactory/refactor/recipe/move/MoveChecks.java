package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.rename.RenameChecks;
import dev.refactory.refactor.recipe.scope.DeclaredPlace;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// What speaks against types coming into other packages, as far as facts tell before the edit. Used
/// for one plan.
final class MoveChecks {
    private static final int MAX_WARNINGS = 20;

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final MovedTypes moved;
    private final List<Conflict> found = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    MoveChecks(GraphView graph, Recipe.Sources sources, MovedTypes moved) {
        this.graph = graph;
        this.sources = sources;
        this.types = new TypeHierarchy(graph);
        this.moved = moved;
    }

    /// All that were found.
    List<Conflict> conflicts() {
        nativeMethods();
        clashes();
        files(moved.files());
        if (found.isEmpty()) {
            access();
            overriding();
            warnings();
        }
        return found;
    }

    /// Warnings, known after [#conflicts].
    List<Finding> findings() {
        return findings.subList(0, Math.min(MAX_WARNINGS, findings.size()));
    }

    private void nativeMethods() {
        for (SymbolInfo member : moved.members().values()) {
            if (member.has("native")) {
                found.add(at(
                        "native-or-main",
                        member.symbol(),
                        member.symbol() + " is native: the library that implements it knows it by the package of its"
                                + " type. Rename there too, by hand."));
            }
        }
    }

    private void clashes() {
        moved.types().forEach((before, after) -> {
            SymbolInfo taken = graph.symbol(after).orElse(null);
            if (taken != null
                    && !moved.types().containsKey(after)
                    && (taken.kind().isType() || taken.kind() == SymbolKind.PACKAGE)) {
                String what = taken.kind() == SymbolKind.PACKAGE ? "package" : "type";
                found.add(at(
                        "name-clash",
                        taken.symbol(),
                        "There is a " + what + " " + after + " already: rename " + before + " first."));
            }
        });
        Set<String> packages = new TreeSet<>(moved.targets());
        packages.addAll(moved.packages().values());
        for (String target : packages) {
            for (String name = target; !name.isEmpty(); name = DottedName.qualifier(name)) {
                SymbolInfo type = graph.symbol(name).orElse(null);
                if (type != null && type.kind().isType() && !moved.types().containsKey(name)) {
                    found.add(at("name-clash", name, name + " is a type: no package can be called so."));
                }
            }
        }
    }

    /// Names of files that are taken.
    List<Conflict> taken(SortedMap<String, String> fileRenames) {
        int before = found.size();
        files(fileRenames);
        return found.subList(before, found.size());
    }

    private void files(SortedMap<String, String> fileRenames) {
        Set<String> targets = new TreeSet<>(fileRenames.values());
        Set<String> folded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        folded.addAll(targets);
        for (FileInfo file : graph.files()) {
            String path = file.path();
            if (fileRenames.containsKey(path)) {
                continue;
            }
            if (targets.contains(path)) {
                found.add(new Conflict("name-clash", path, path, 0, "There is a file " + path + " already."));
            } else if (folded.contains(path)) {
                warn(
                        path,
                        path,
                        1,
                        "A moved file would differ from " + path + " in case only: on a file system that"
                                + " ignores case they are one file.");
            }
        }
    }

    /// What is to be seen in its package only, and would be used from another one.
    private void access() {
        Set<String> symbols = new TreeSet<>(moved.inside().keySet());
        symbols.addAll(moved.members().keySet());
        Set<String> paths = new TreeSet<>(graph.occurrencesOf(symbols).keySet());
        paths.addAll(moved.files().keySet());
        for (String path : paths) {
            if (found.size() >= RenameChecks.MAX_CONFLICTS) {
                return;
            }
            access(new FileScopes(graph, sources, types, path));
        }
    }

    private void access(FileScopes file) {
        Set<String> named = new TreeSet<>();
        file.all.forEach(use -> named.add(use.symbol()));
        Map<String, SymbolInfo> known = graph.symbols(named);
        String after = moved.packageAfter(file.path, file.packageName);
        for (Occurrence use : file.all) {
            SymbolInfo symbol = known.get(use.symbol());
            if (symbol == null || use.has(Role.DEFINITION) || use.has(Role.DOCUMENTATION) || !restricted(symbol)) {
                continue;
            }
            String before = types.packageOf(symbol.symbol());
            boolean parted = before.equals(file.packageName)
                    && !moved.packageOf(symbol.symbol(), before).equals(after);
            if (parted && !(symbol.has("protected") && inherits(file, use, symbol))) {
                inaccessible(file, use, symbol);
            }
        }
    }

    private static boolean restricted(SymbolInfo symbol) {
        boolean declared = switch (symbol.kind()) {
            case CLASS, INTERFACE, ENUM, RECORD, ANNOTATION, METHOD, CONSTRUCTOR, FIELD, ENUM_CONSTANT -> true;
            case PACKAGE, RECORD_COMPONENT, TYPE_PARAMETER, PARAMETER, LOCAL, UNRESOLVED, MODULE -> false;
        };
        boolean local = symbol.symbol().contains(".local$") || symbol.symbol().indexOf('~') >= 0;
        return declared && !local && !symbol.has("public") && !symbol.has("private");
    }

    private boolean inherits(FileScopes file, Occurrence use, SymbolInfo symbol) {
        String owner = String.valueOf(symbol.container());
        boolean made = use.has(Role.INSTANTIATION);
        return !made
                && (use.has(Role.IMPLICIT)
                        || file.bodies.around(use.range().start()).stream()
                                .anyMatch(body ->
                                        types.withSupertypes(body.type()).contains(owner)));
    }

    private void inaccessible(FileScopes file, Occurrence use, SymbolInfo symbol) {
        String access = symbol.has("protected") ? "protected" : "package-private";
        int line = file.lineOf(use);
        found.add(new Conflict(
                "visibility",
                symbol.symbol(),
                file.path,
                line,
                file.path + ":" + line + " uses " + symbol.symbol() + ", which is " + access
                        + " and would be in another package: make it public first (change-access), or move both."));
    }

    /// A package-private method overrides, and is overridden, in its package only.
    private void overriding() {
        Set<String> methods = new TreeSet<>();
        moved.members().values().stream()
                .filter(member -> member.kind() == SymbolKind.METHOD)
                .forEach(member -> methods.add(member.symbol()));
        List<Relation> relations = new ArrayList<>(graph.relationsFrom(Relation.Kind.OVERRIDES, methods));
        relations.addAll(graph.relationsTo(Relation.Kind.OVERRIDES, methods));
        for (Relation relation : new TreeSet<>(relations)) {
            SymbolInfo overridden = graph.symbol(relation.to()).orElse(null);
            boolean local = overridden != null && MethodFamily.packagePrivate(overridden);
            if (local && !packageAfter(relation.from()).equals(packageAfter(relation.to()))) {
                found.add(at(
                        "override-broken",
                        relation.from(),
                        relation.from() + " overrides " + relation.to()
                                + ", which is package-private, and could not from"
                                + " another package: make that protected or public first (change-access)."));
            }
        }
    }

    private String packageAfter(String symbol) {
        return moved.packageOf(symbol, types.packageOf(symbol));
    }

    private void warnings() {
        for (String type : moved.types().keySet()) {
            DeclaredPlace place = place(type);
            if (types.withSupertypes(type).contains("java.io.Serializable")) {
                warn(
                        type,
                        place.file(),
                        place.line(),
                        type + " is serializable: objects written before the change name it as it was.");
            }
            if (moved.members().containsKey(type + "#main(java.lang.String[])")) {
                warn(
                        type,
                        place.file(),
                        place.line(),
                        type + " is where a program starts: whatever runs it knows it by its name.");
            }
        }
    }

    private void warn(String symbol, String file, int line, String message) {
        findings.add(new Finding(moved.recipe(), "warning", symbol, file, line, 1, 1, message, ""));
    }

    private Conflict at(String kind, String symbol, String message) {
        return place(symbol).conflict(kind, message);
    }

    private DeclaredPlace place(String symbol) {
        return DeclaredPlace.of(graph, sources, symbol);
    }
}
