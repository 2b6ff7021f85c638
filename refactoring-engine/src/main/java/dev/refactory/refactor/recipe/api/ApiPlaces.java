package dev.refactory.refactor.recipe.api;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.api.ApiMatcher.Outcome;
import dev.refactory.refactor.recipe.imports.ImportLines;
import dev.refactory.refactor.recipe.imports.TypeNames;
import dev.refactory.refactor.recipe.rename.RenameChecks;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every place where one of some templates applies, with its edit, and every place where it cannot be
/// done, with the reason. For one plan.
final class ApiPlaces {
    private static final int MAX_FINDINGS = 1_000;

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final List<ApiTemplate> templates;
    private final boolean alike;
    private final EditPlan edits;
    private final SortedSet<String> names = new TreeSet<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Finding> unresolved = new ArrayList<>();
    private final List<Finding> early = new ArrayList<>();
    private int count;

    private record Refusal(Conflict conflict, Finding finding) {}

    /// @param alike whether calls of the same names that could not be resolved are of interest
    ApiPlaces(
            GraphView graph, Recipe.Sources sources, TypeHierarchy types, List<ApiTemplate> templates, boolean alike) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.templates = List.copyOf(templates);
        this.alike = alike;
        this.edits = new EditPlan(graph, sources);
    }

    void find() {
        Set<String> anchors = new TreeSet<>();
        Set<String> unbound = new TreeSet<>();
        for (ApiTemplate template : templates) {
            anchors.addAll(template.anchors());
            if (alike && template.anchor() instanceof ApiCode.Member) {
                template.anchors().forEach(symbol -> unbound.add("?" + SymbolSpelling.simpleName(symbol)));
            }
        }
        new TreeMap<>(graph.occurrencesOf(anchors)).forEach(this::find);
        new TreeMap<>(graph.occurrencesOf(unbound)).forEach(this::unresolved);
    }

    private void find(String path, List<Occurrence> places) {
        List<Occurrence> uses = places.stream().filter(ApiPlaces::use).sorted().toList();
        if (uses.isEmpty()) {
            return;
        }
        ApiFile file = new ApiFile(graph, sources, types, path);
        List<Outcome.Match> matches = new ArrayList<>();
        for (Occurrence place : uses) {
            for (ApiTemplate template : templates) {
                if (template.anchors().contains(place.symbol())) {
                    matched(file, template, place, matches);
                }
            }
        }
        matches.sort(
                Comparator.comparingInt((Outcome.Match match) -> match.span().first())
                        .thenComparing(Comparator.comparingInt(
                                        (Outcome.Match match) -> match.span().last())
                                .reversed()));
        TypeNames written = new TypeNames(graph, types, file.scopes);
        List<PlannedEdit> accepted = new ArrayList<>();
        for (Outcome.Match match : matches) {
            write(file, written, match, accepted);
        }
        if (!accepted.isEmpty()) {
            EditPlan here = new EditPlan(graph, sources);
            accepted.forEach(edit -> {
                here.add(path, edit);
                edits.add(path, edit);
            });
            Set<String> dropped = new TreeSet<>();
            new ImportLines(file.scopes)
                    .edits(written.imports(), here.edits().getOrDefault(path, List.of()), dropped)
                    .forEach(edit -> edits.add(path, edit));
            names.addAll(dropped);
        }
    }

    private static boolean use(Occurrence place) {
        return !place.has(Role.IMPORT)
                && !place.has(Role.STATIC_IMPORT)
                && !place.has(Role.DOCUMENTATION)
                && !place.has(Role.IMPLICIT)
                && !place.has(Role.DEFINITION);
    }

    private void matched(ApiFile file, ApiTemplate template, Occurrence place, List<Outcome.Match> matches) {
        switch (new ApiMatcher(file, template).match(place)) {
            case Outcome.Match match when template.since() > file.release -> early(file, template, place);
            case Outcome.Match match -> {
                Outcome.Fault fault = ApiWriter.fault(types, file, match);
                if (fault == null) {
                    matches.add(match);
                } else {
                    refuse(file, place, fault);
                }
            }
            case Outcome.Fault fault -> refuse(file, place, fault);
            case Outcome.Other other -> {}
        }
    }

    /// Of two matches that overlap, the outer one; one inside of what the outer keeps is made there.
    private void write(ApiFile file, TypeNames written, Outcome.Match match, List<PlannedEdit> accepted) {
        Range range = file.range(match.span());
        for (PlannedEdit edit : accepted) {
            boolean overlaps = edit.range().start() < range.end()
                    && range.start() < edit.range().end();
            boolean kept = edit.pieces().stream()
                    .map(Piece::kept)
                    .anyMatch(each -> each != null && each.start() <= range.start() && range.end() <= each.end());
            if (overlaps && !kept) {
                return;
            }
        }
        switch (new ApiWriter(types, file, written, match).write()) {
            case ApiWriter.Written.Edit edit -> {
                accepted.add(edit.edit());
                names.addAll(edit.names());
                count++;
            }
            case ApiWriter.Written.Unwritten unwritten -> refuse(file, match.place(), unwritten.fault());
        }
    }

    private void refuse(ApiFile file, Occurrence place, Outcome.Fault fault) {
        int line = file.line(place.range().start());
        String sentence = place.symbol() + " " + fault.why();
        refusals.add(new Refusal(
                new Conflict(
                        fault.kind(),
                        place.symbol(),
                        file.path,
                        line,
                        file.path + ":" + line + ": " + sentence + ", or leave such places with partial=true."),
                finding(file.path, place, sentence + ".")));
    }

    /// Nobody asked for code that does not compile at its own level; the old way is not deprecated there.
    private void early(ApiFile file, ApiTemplate template, Occurrence place) {
        early.add(finding(
                file.path,
                place,
                "note",
                place.symbol() + " stays here: what would replace it is in the JDK since Java " + template.since()
                        + ", and this file is compiled for Java " + file.release + "."));
    }

    private Finding finding(String path, Occurrence place, String message) {
        return finding(path, place, "warning", message);
    }

    private Finding finding(String path, Occurrence place, String level, String message) {
        var source = sources.text(path);
        int start = place.range().start();
        String line = source.lineAt(start);
        int column = source.columnOf(start);
        return new Finding(
                ReplaceApi.NAME,
                level,
                place.symbol(),
                path,
                source.lineOf(start),
                column,
                column + place.range().length(),
                message,
                line.substring(0, Math.min(200, line.length())));
    }

    private void unresolved(String path, List<Occurrence> places) {
        for (Occurrence place : places) {
            if (place.has(Role.CALL) && unresolved.size() < MAX_FINDINGS) {
                unresolved.add(finding(
                        path,
                        place,
                        "What " + SymbolSpelling.simpleName(place.symbol())
                                + " is called on here could not be resolved: it may be one of these."));
            }
        }
    }

    /// Places where a template applies and cannot be done, sorted.
    List<Conflict> conflicts() {
        return refusals.stream()
                .map(Refusal::conflict)
                .distinct()
                .sorted()
                .limit(RenameChecks.MAX_CONFLICTS)
                .toList();
    }

    /// The same as findings, and places that could be meant.
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(new HashSet<>(
                refusals.stream().map(Refusal::finding).limit(MAX_FINDINGS).toList()));
        findings.addAll(unresolved);
        early.stream().limit(MAX_FINDINGS).forEach(findings::add);
        findings.sort(Comparator.comparing(Finding::file)
                .thenComparingInt(Finding::line)
                .thenComparingInt(Finding::column)
                .thenComparing(Finding::message));
        return findings;
    }

    EditPlan edits() {
        return edits;
    }

    /// Simple names that are written, or were imported.
    SortedSet<String> names() {
        return names;
    }

    /// Places that a newer JDK has something better for than their files may use.
    int early() {
        return early.size();
    }

    int count() {
        return count;
    }
}
