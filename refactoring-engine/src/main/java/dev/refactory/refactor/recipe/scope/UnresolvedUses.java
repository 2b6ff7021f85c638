package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// Places that write the old name but that the compiler could not bind. One in a file that shares a
/// package with, or names anything of, a type that has what is renamed could mean it: safety is
/// unknown, so the plan is refused, unless the caller allows such places to be left. Others are
/// warnings. Broken files are read token by token:
/// what the compiler did not see may still be a use.
public final class UnresolvedUses {
    static final Set<FileProblem.Kind> BROKEN =
            Set.of(FileProblem.Kind.SYNTAX_ERROR, FileProblem.Kind.ANALYSIS_CRASHED, FileProblem.Kind.NOT_UTF8);

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final Renamed renamed;
    private final String oldName;
    private final List<Finding> findings = new ArrayList<>();

    public UnresolvedUses(GraphView graph, Recipe.Sources sources, TypeHierarchy types, Renamed renamed) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.renamed = renamed;
        this.oldName = renamed.oldName();
    }

    /// What is renamed.
    ///
    /// @param recipe the rule of findings
    /// @param symbol named in conflicts
    /// @param oldName the name as it is written
    /// @param declaring the types that declare it; their subtypes have it too
    /// @param certainlyOther says of a path and a place there that it means something else
    public record Renamed(
            String recipe,
            String symbol,
            String oldName,
            Set<String> declaring,
            BiPredicate<String, Occurrence> certainlyOther) {
        public Renamed(String recipe, String symbol, String oldName, Set<String> declaring) {
            this(recipe, symbol, oldName, declaring, (path, place) -> false);
        }
    }

    /// Adds a conflict for each unresolved name that could mean what is renamed, and for files that
    /// could not be read; what cannot mean it, or may be left, becomes a finding.
    public void check(List<Conflict> conflicts) {
        Map<String, List<Occurrence>> unresolved = graph.occurrencesOf(List.of("?" + oldName));
        if (!unresolved.isEmpty()) {
            Set<String> owners = new TreeSet<>();
            renamed.declaring().forEach(type -> owners.addAll(types.withSubtypes(type)));
            Set<String> packages = new HashSet<>();
            owners.forEach(type -> packages.add(types.packageOf(type)));
            unresolved.forEach((path, places) -> {
                boolean couldMean = couldMean(path, owners, packages);
                places.forEach(place -> report(conflicts, path, place, couldMean));
            });
        }
        for (FileInfo file : graph.files()) {
            if (file.isJava() && file.problems().stream().anyMatch(problem -> BROKEN.contains(problem.kind()))) {
                broken(conflicts, file.path());
            }
        }
    }

    /// Of what [#check(List)] left alone: a warning each.
    public List<Finding> findings() {
        return findings;
    }

    private void report(List<Conflict> conflicts, String path, Occurrence place, boolean couldMean) {
        if (renamed.certainlyOther().test(path, place)) {
            return;
        }
        SourceText source = sources.text(path);
        int start = place.range().start();
        if (couldMean && !place.has(Role.DOCUMENTATION) && !sources.allowsUnresolved()) {
            conflicts.add(conflict(
                    path, source.lineOf(start), "the compiler could not tell what " + oldName + " means there"));
        } else {
            String perhaps = couldMean ? ": it could be the one that was changed" : "";
            left(source, path, start, "could not be resolved here and was left as it is" + perhaps);
        }
    }

    private void left(SourceText source, String path, int start, String why) {
        int column = source.columnOf(start);
        findings.add(new Finding(
                renamed.recipe(),
                "warning",
                "?" + oldName,
                path,
                source.lineOf(start),
                column,
                column + oldName.length(),
                oldName + " " + why + ".",
                ""));
    }

    private boolean couldMean(String path, Set<String> owners, Set<String> packages) {
        Set<String> named = new HashSet<>();
        for (Occurrence occurrence : graph.occurrencesIn(path)) {
            String type = SymbolSpelling.typeOf(occurrence.symbol());
            if (owners.contains(type)) {
                return true;
            }
            if (occurrence.has(Role.DEFINITION)) {
                named.add(type);
            }
        }
        return graph.symbols(named).values().stream()
                .filter(symbol -> symbol.kind().isType())
                .map(SymbolInfo::symbol)
                .anyMatch(type -> packages.contains(types.packageOf(type)));
    }

    private void broken(List<Conflict> conflicts, String path) {
        SourceText source = sources.text(path);
        if (!source.text().contains(oldName)) {
            return;
        }
        Set<Integer> known = new HashSet<>();
        graph.occurrencesIn(path)
                .forEach(occurrence -> known.add(occurrence.range().start()));
        JavaTokens tokens = JavaTokens.of(source.text());
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.at(i).equals(oldName) && !known.contains(tokens.start(i))) {
                int start = tokens.start(i);
                if (sources.allowsUnresolved()) {
                    left(source, path, start, "was left as it is in this file, which could not be analysed whole");
                } else {
                    conflicts.add(conflict(
                            path,
                            source.lineOf(start),
                            "this file could not be analysed whole, and it writes " + oldName));
                }
            }
        }
    }

    private Conflict conflict(String path, int line, String why) {
        return new Conflict(
                "unresolved",
                renamed.symbol(),
                path,
                line,
                path + ":" + line + ": " + why + ", so whether it is the one to change is unknown. Make it compile,"
                        + " exclude the file in .sparkignore, or allow what is unresolved to be left as it is"
                        + " (allow_unresolved).");
    }
}
