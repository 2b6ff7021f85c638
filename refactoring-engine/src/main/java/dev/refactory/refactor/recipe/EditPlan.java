package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.plan.TransformTask.Replacement;
import dev.refactory.refactor.recipe.model.Chunks;
import dev.refactory.refactor.recipe.model.ReplaceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Edits worked out from facts, gathered in any order for one plan. One edit may lie in a range that
/// a piece of another keeps, as a call in an argument that moves: it is made in every place the piece
/// is written, and in none where its text goes.
public final class EditPlan {
    /// Outermost first.
    private static final Comparator<PlannedEdit> BY_PLACE = Comparator.comparingInt(
                    (PlannedEdit edit) -> edit.range().start())
            .thenComparing(
                    Comparator.comparingInt((PlannedEdit edit) -> edit.range().end())
                            .reversed());

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final SortedMap<String, List<PlannedEdit>> gathered = new TreeMap<>();

    /// No edits yet. Not thread-safe.
    public EditPlan(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
    }

    /// One more edit of a file; where it may stand is checked by [#edits()].
    public void add(String path, PlannedEdit edit) {
        gathered.computeIfAbsent(path, each -> new ArrayList<>()).add(edit);
    }

    public boolean isEmpty() {
        return gathered.isEmpty();
    }

    /// Files with edits: a copy.
    public SortedSet<String> paths() {
        return new TreeSet<>(gathered.keySet());
    }

    /// Disjoint, sorted, those inside of others written into them.
    /// @throws IllegalArgumentException when two edits overlap without one being inside of the other
    public SortedMap<String, List<PlannedEdit>> edits() {
        SortedMap<String, List<PlannedEdit>> edits = new TreeMap<>();
        gathered.forEach((path, all) -> {
            List<PlannedEdit> sorted = all.stream().distinct().sorted(BY_PLACE).toList();
            List<PlannedEdit> outer = new ArrayList<>();
            for (PlannedEdit edit : sorted) {
                boolean first = outer.isEmpty();
                boolean inside = !first && inside(edit.range(), outer.getLast().range());
                boolean across = !first
                        && !inside
                        && edit.range().start() < outer.getLast().range().end();
                if (across) {
                    throw new IllegalArgumentException(
                            "Two edits of " + path + " at " + edit.range().start());
                } else if (!inside) {
                    outer.add(edit);
                }
            }
            edits.put(
                    path,
                    outer.stream()
                            .map(edit -> new PlannedEdit(edit.range(), resolved(edit, sorted)))
                            .toList());
        });
        return edits;
    }

    /// The same as work for the model.
    public List<TransformTask> tasks() {
        List<FileWork> work = new ArrayList<>();
        edits().forEach((path, edits) -> {
            String text = sources.text(path).text();
            List<Replacement> replacements = edits.stream()
                    .map(edit -> new Replacement(
                            edit.range(),
                            text.substring(edit.range().start(), edit.range().end()),
                            edit.replacement(text)))
                    .filter(replacement -> !replacement.expected().equals(replacement.text()))
                    .toList();
            if (!replacements.isEmpty()) {
                String blob = graph.file(path).map(FileInfo::blobId).orElse("");
                work.add(new FileWork(path, blob, List.of(), List.of(), replacements));
            }
        });
        return Chunks.of(graph, ReplaceText.NAME, work, chunk -> Map.of());
    }

    private static List<Piece> resolved(PlannedEdit edit, List<PlannedEdit> all) {
        List<Piece> pieces = new ArrayList<>();
        for (Piece piece : edit.pieces()) {
            Range kept = piece.kept();
            if (kept == null) {
                pieces.add(piece);
            } else {
                pieces.addAll(resolved(kept, edit, all));
            }
        }
        return pieces;
    }

    /// What is kept, with the edits inside of it made.
    private static List<Piece> resolved(Range kept, PlannedEdit around, List<PlannedEdit> all) {
        List<Piece> pieces = new ArrayList<>();
        int from = kept.start();
        for (PlannedEdit inner : all) {
            // What replaces just this range is about the place: it stays behind when the text moves elsewhere.
            boolean movesAway = inner.range().equals(kept) && !inside(kept, around.range());
            boolean made = !movesAway
                    && inside(inner.range(), kept)
                    && inner.range().start() >= from
                    && !inside(around.range(), inner.range());
            if (made) {
                if (inner.range().start() > from) {
                    pieces.add(Piece.kept(new Range(from, inner.range().start())));
                }
                pieces.addAll(resolved(inner, all));
                from = inner.range().end();
            }
        }
        if (from < kept.end()) {
            pieces.add(Piece.kept(new Range(from, kept.end())));
        }
        return pieces;
    }

    /// What is inserted beside a range is not inside of it.
    private static boolean inside(Range inner, Range outer) {
        return inner.length() == 0
                ? outer.start() < inner.start() && inner.end() < outer.end()
                : outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
