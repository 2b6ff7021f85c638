package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A part of one file's text as another place is to have it: changed here and there, and every name
/// that stays with what it is to mean.
final class CarriedText {
    private final String text;
    private final Range range;
    private final List<Change> changes = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    /// By a place of the original, where what is written instead of it starts.
    private final Map<Integer, Integer> begins = new HashMap<>();
    /// By a place of the original, where what is written up to it ends.
    private final Map<Integer, Integer> ends = new HashMap<>();

    /// @param range of the original; empty to insert
    private record Change(Range range, Piece piece) {}

    /// What stays, and where it comes to stand.
    private record Segment(Range from, int to) {}

    /// @param text of the file; @param range the part
    CarriedText(String text, Range range) {
        this.text = text;
        this.range = range;
    }

    /// Writes something else instead of a part.
    void replace(Range part, Piece piece) {
        changes.add(new Change(part, piece));
    }

    /// Whether a part lies in one that is written anew.
    boolean replaces(Range part) {
        return changes.stream()
                .map(Change::range)
                .anyMatch(each -> each.length() > 0 && each.start() <= part.start() && part.end() <= each.end());
    }

    /// All of it, as one piece.
    ///
    /// @param occurrences of the file
    /// @param symbols what each symbol is called at the new place; locals by the place they had
    Piece piece(List<Occurrence> occurrences, UnaryOperator<String> symbols) {
        StringBuilder out = new StringBuilder();
        List<Piece.Name> names = new ArrayList<>();
        // What is inserted at a place comes before what replaces it, and the longest replacement is the one.
        changes.sort(Comparator.comparingInt((Change change) -> change.range().start())
                .thenComparing(change -> change.range().length() > 0)
                .thenComparingInt(change -> -change.range().end()));
        int from = range.start();
        for (Change change : changes) {
            if (change.range().start() < from) {
                continue;
            }
            keep(new Range(from, change.range().start()), out);
            int at = out.length();
            begins.putIfAbsent(change.range().start(), at);
            change.piece()
                    .names()
                    .forEach(name -> names.add(new Piece.Name(
                            new Range(
                                    at + name.within().start(),
                                    at + name.within().end()),
                            name.symbol(),
                            name.roles())));
            out.append(change.piece().text());
            from = change.range().end();
            ends.put(from, out.length());
        }
        keep(new Range(from, range.end()), out);
        for (Occurrence occurrence : occurrences) {
            Range place = placeOf(occurrence);
            if (place != null) {
                names.add(new Piece.Name(place, placed(symbols.apply(occurrence.symbol())), occurrence.roles()));
            }
        }
        names.sort(Comparator.comparing(Piece.Name::within).thenComparing(Piece.Name::symbol));
        return new Piece(null, out.toString(), names, false);
    }

    /// A local is named by the place it comes to stand at, counted from the start of the piece.
    String placed(String symbol) {
        int at = symbol.indexOf('~') < 0 ? -1 : symbol.lastIndexOf('@');
        if (at < 0) {
            return symbol;
        }
        int declared = Integer.parseInt(symbol, at + 1, symbol.length(), 10);
        return symbol.substring(0, at + 1) + "+" + placeOf(new Range(declared, declared));
    }

    private void keep(Range part, StringBuilder out) {
        if (part.length() > 0) {
            segments.add(new Segment(part, out.length()));
            out.append(text, part.start(), part.end());
            ends.put(part.end(), out.length());
        }
    }

    private @Nullable Range placeOf(Occurrence occurrence) {
        Range range = occurrence.range();
        if (occurrence.has(Role.IMPLICIT) && occurrence.has(Role.ANNOTATION_USE)) {
            // The whole value of an annotation, whatever is written in it.
            int start = begins.getOrDefault(range.start(), placeOf(new Range(range.start(), range.start())));
            int end = ends.getOrDefault(range.end(), placeOf(new Range(range.end(), range.end())));
            return start < 0 || end < start ? null : new Range(start, end);
        }
        int start = placeOf(range);
        return start < 0 ? null : new Range(start, start + range.length());
    }

    /// -1 for what does not stay.
    private int placeOf(Range name) {
        for (Segment segment : segments) {
            if (segment.from().start() <= name.start()
                    && name.end() <= segment.from().end()
                    && name.start() < segment.from().end()) {
                return segment.to() + name.start() - segment.from().start();
            }
        }
        return -1;
    }
}
