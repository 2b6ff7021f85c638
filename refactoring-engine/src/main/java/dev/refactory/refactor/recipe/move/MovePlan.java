package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.rename.RenameChecks;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.text.MovedNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The plan that brings types into other packages: shared by the recipes that do. Used once.
public final class MovePlan {
    private static final BigDecimal COMPLEXITY = new BigDecimal("1.5");

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final MovedTypes moved;
    private final TypeHierarchy types;
    private final EditPlan edits;
    private final List<Conflict> conflicts = new ArrayList<>();

    MovePlan(GraphView graph, Recipe.Sources sources, MovedTypes moved) {
        this.graph = graph;
        this.sources = sources;
        this.moved = moved;
        this.types = new TypeHierarchy(graph);
        this.edits = new EditPlan(graph, sources);
    }

    /// @param resources files besides Java's that move along, old path to new
    /// @param more warnings of the recipe's own
    /// @param what the first part of the summary
    PlanOutcome plan(
            Map<String, String> parameters,
            SortedMap<String, String> resources,
            List<Conflict> more,
            List<Finding> warnings,
            String what) {
        MoveChecks checks = new MoveChecks(graph, sources, moved);
        conflicts.addAll(more);
        conflicts.addAll(checks.conflicts());
        ModuleExports modules = new ModuleExports(graph, sources, moved);
        if (conflicts.isEmpty()) {
            modules.check(emptied());
            conflicts.addAll(modules.conflicts());
        }
        if (conflicts.isEmpty()) {
            java();
        }
        if (!conflicts.isEmpty()) {
            return refused(conflicts);
        }
        MovedNames.Found texts = MovedNames.of(
                graph,
                sources,
                new MovedNames.Moves(moved.types(), moved.inside().keySet(), moved.packages()));
        SortedMap<String, String> others = new TreeMap<>(texts.fileRenames());
        resources.forEach(others::putIfAbsent);
        conflicts.addAll(checks.taken(others));
        texts.changes()
                .forEach((path, changes) -> changes.forEach((range, name) -> edits.add(
                        path, new PlannedEdit(range, name.isEmpty() ? List.of() : List.of(Piece.text(name))))));
        SortedMap<String, List<PlannedEdit>> made = edits.edits();
        charsets(made.keySet());
        if (!conflicts.isEmpty()) {
            return refused(conflicts);
        }
        SortedMap<String, String> fileRenames = new TreeMap<>(moved.files());
        fileRenames.putAll(others);
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(warnings);
        findings.addAll(modules.findings());
        findings.addAll(texts.findings());
        return new PlanOutcome.Planned(new RefactoringPlan(
                moved.recipe(),
                parameters,
                what + ": " + Counted.of(made.size(), "file") + ", " + fileRenames.size() + " moved.",
                RecipeModel.NAME,
                edits.tasks(),
                moved.types(),
                fileRenames,
                recheck(),
                findings,
                COMPLEXITY,
                Intent.of(made, moved.names())));
    }

    /// Refused for these reasons: each once, sorted, as many as are shown.
    public static PlanOutcome refused(List<Conflict> conflicts) {
        return new PlanOutcome.Refused(conflicts.stream()
                .distinct()
                .sorted()
                .limit(RenameChecks.MAX_CONFLICTS)
                .toList());
    }

    /// A plan without edits.
    /// @param why the rest of the sentence, full stop included
    public static PlanOutcome noChange(String recipe, Map<String, String> parameters, String why) {
        return new PlanOutcome.Planned(new RefactoringPlan(
                recipe,
                parameters,
                "No change: " + why,
                RecipeModel.NAME,
                List.of(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                List.of(),
                COMPLEXITY));
    }

    private void java() {
        Set<String> emptied = emptied();
        Set<String> named = new TreeSet<>(moved.types().keySet());
        named.addAll(moved.packages().keySet());
        named.addAll(emptied);
        Set<String> names = new TreeSet<>();
        moved.types().keySet().forEach(type -> names.add(SymbolSpelling.simpleName(type)));
        names.forEach(name -> graph.symbolsNamed(name).stream()
                .filter(type -> type.kind().isType())
                .forEach(type -> named.add(type.symbol())));
        Set<String> paths = new TreeSet<>(graph.occurrencesOf(named).keySet());
        paths.addAll(moved.files().keySet());
        for (String path : paths) {
            MoveEdits file = new MoveEdits(graph, moved, emptied, new FileScopes(graph, sources, types, path));
            file.run();
            file.edits().forEach(edit -> edits.add(path, edit));
            conflicts.addAll(file.conflicts());
        }
    }

    /// Packages that are left without a type: nothing can import from them on demand.
    private Set<String> emptied() {
        Set<String> emptied = new TreeSet<>();
        for (String type : moved.types().keySet()) {
            String name = DottedName.qualifier(type);
            boolean left = moved.packages().containsKey(name)
                    || graph.membersOf(name).stream()
                            .anyMatch(member -> !moved.types().containsKey(member.symbol()))
                    || graph
                            .mentioned(
                                    List.of(
                                            SymbolKind.CLASS,
                                            SymbolKind.INTERFACE,
                                            SymbolKind.ENUM,
                                            SymbolKind.RECORD,
                                            SymbolKind.ANNOTATION),
                                    name + ".")
                            .stream()
                            .anyMatch(other -> DottedName.qualifier(other).equals(name));
            if (!left) {
                emptied.add(name);
            }
        }
        return emptied;
    }

    /// A file that is not UTF-8 is read as Latin-1, and can only be written as that.
    private void charsets(Set<String> paths) {
        String names = String.join(".", moved.types().values());
        if (names.chars().allMatch(c -> c < 0x80)) {
            return;
        }
        for (String path : paths) {
            SourceText source = sources.text(path);
            if (!source.charset().newEncoder().canEncode(names)) {
                conflicts.add(new Conflict(
                        "invalid-name",
                        moved.types().firstKey(),
                        path,
                        0,
                        path + " is written in " + source.charset()
                                + ", which has no way to write the new name: convert" + " the file to UTF-8."));
            }
        }
    }

    /// Files whose text stays and whose facts are spelled anew, and those that know anything of the
    /// same name.
    private SortedSet<String> recheck() {
        SortedSet<String> respelled = new TreeSet<>(moved.members().keySet());
        respelled.addAll(moved.inside().keySet());
        SortedSet<String> mentioning =
                new TreeSet<>(graph.occurrencesOf(moved.inside().keySet()).keySet());
        mentioning.addAll(edits.paths());
        SortedSet<String> owners = new TreeSet<>(moved.inside().keySet());
        graph.declaredIn(mentioning)
                .values()
                .forEach(symbols -> symbols.stream()
                        .filter(symbol -> symbol.path() != null && moved.isParameterOf(symbol.symbol()))
                        .forEach(symbol -> {
                            respelled.add(symbol.symbol());
                            owners.add(SymbolSpelling.typeOf(symbol.symbol()));
                        }));
        for (String type : moved.types().keySet()) {
            String name = SymbolSpelling.simpleName(type);
            graph.symbolsNamed(name).forEach(alike -> respelled.add(alike.symbol()));
            respelled.add("?" + name);
        }
        SortedSet<String> paths = new TreeSet<>(graph.occurrencesOf(respelled).keySet());
        graph.symbols(graph.withSubtypes(owners)).values().forEach(below -> {
            String path = below.path();
            if (path != null) {
                paths.add(path);
            }
        });
        moved.targets()
                .forEach(target -> graph.membersOf(target).stream()
                        .map(SymbolInfo::path)
                        .filter(Objects::nonNull)
                        .forEach(path -> paths.add(String.valueOf(path))));
        return paths;
    }

    /// The range of a path that is the package's folders: the path's part before it is the source root.
    ///
    /// @return null when the folders are not those of the package
    static @Nullable Range folders(String path, String packageName) {
        int name = path.lastIndexOf('/') + 1;
        if (packageName.isEmpty()) {
            return new Range(name, name);
        }
        String folders = packageName.replace('.', '/') + "/";
        boolean fits = path.substring(0, name).endsWith(folders)
                && (name == folders.length() || path.charAt(name - folders.length() - 1) == '/');
        return fits ? new Range(name - folders.length(), name) : null;
    }

    /// A path with the folders of another package.
    static String moved(String path, Range folders, String packageName) {
        String between = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        return path.substring(0, folders.start()) + between + path.substring(folders.end());
    }

    /// Why a package cannot have this name; empty when it can.
    static Optional<String> fault(String packageName) {
        for (String word : DottedName.words(packageName)) {
            Optional<String> fault = JavaNames.fault(word);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return packageName.equals("java") || packageName.startsWith("java.")
                ? Optional.of("\"" + packageName + "\" belongs to the platform")
                : Optional.empty();
    }
}
