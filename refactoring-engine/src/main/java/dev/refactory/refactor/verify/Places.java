package dev.refactory.refactor.verify;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.OffsetMap;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the places of one file stand after its edits, those included that a planned edit moves, and
/// what new text the plan answers for.
final class Places {
    /// Of a file without edits.
    static final Places IDENTITY = new Places(OffsetMap.IDENTITY, List.of(), List.of(), List.of(), Map.of(), List.of());

    private final OffsetMap offsets;
    private final List<Range> planned;
    private final List<Moved> moved;
    private final List<Occurrence> written;
    private final Map<String, String> locals;
    private final List<Open> open;

    /// @param from a range of the original that a piece keeps
    /// @param to where the piece starts in the edited text
    private record Moved(Range from, int to) {}

    /// A user's text.
    ///
    /// @param range in the edited file
    record Open(Range range, String text) {}

    private Places(
            OffsetMap offsets,
            List<Range> planned,
            List<Moved> moved,
            List<Occurrence> written,
            Map<String, String> locals,
            List<Open> open) {
        this.offsets = offsets;
        this.planned = planned;
        this.moved = moved;
        this.written = written;
        this.locals = locals;
        this.open = open;
    }

    /// @param edits of the file; none when it is not changed
    /// @param plan the planned ones among them
    static Places of(Optional<FileEdits> edits, List<PlannedEdit> plan) {
        if (edits.isEmpty()) {
            return IDENTITY;
        }
        Map<Range, Integer> starts = new HashMap<>();
        int shift = 0;
        for (TextEdit edit : edits.get().edits()) {
            starts.put(edit.range(), edit.range().start() + shift);
            shift += edit.replacement().length() - edit.range().length();
        }
        List<Range> planned = new ArrayList<>();
        List<Moved> moved = new ArrayList<>();
        List<Occurrence> written = new ArrayList<>();
        Map<String, String> locals = new HashMap<>();
        List<Open> open = new ArrayList<>();
        for (PlannedEdit edit : plan) {
            Integer start = starts.get(edit.range());
            if (start == null) {
                // What an edit would not change needs none.
                continue;
            }
            planned.add(edit.range());
            int at = start;
            for (Piece piece : edit.pieces()) {
                Range kept = piece.kept();
                if (kept != null) {
                    moved.add(new Moved(kept, at));
                    at += kept.length();
                    continue;
                }
                for (Piece.Name name : piece.names()) {
                    Occurrence occurrence = occurrence(name, at);
                    written.add(occurrence);
                    if (occurrence.has(Role.DEFINITION) && name.symbol().indexOf('@') >= 0) {
                        locals.putIfAbsent(name.symbol(), occurrence.symbol());
                    }
                }
                if (piece.open()) {
                    open.add(new Open(new Range(at, at + piece.text().length()), piece.text()));
                }
                at += piece.text().length();
            }
        }
        return new Places(OffsetMap.of(edits.get()), planned, moved, written, locals, open);
    }

    private static Occurrence occurrence(Piece.Name name, int at) {
        Range range = new Range(at + name.within().start(), at + name.within().end());
        String symbol = name.symbol();
        int behind = symbol.lastIndexOf("@+");
        if (symbol.endsWith("@")) {
            symbol += range.start();
        } else if (behind >= 0) {
            int declared = at + Integer.parseInt(symbol, behind + 2, symbol.length(), 10);
            symbol = symbol.substring(0, behind + 1) + declared;
        }
        return new Occurrence(range, symbol, name.roles());
    }

    /// Where a name stands afterwards: once as a rule, nowhere when it is meant to go, several times
    /// when a plan writes it several times. Nothing at all when an edit that is not planned cuts it.
    Optional<List<Range>> forward(Range old) {
        if (!inPlannedEdit(old)) {
            return offsets.forward(old).map(List::of);
        }
        List<Range> places = new ArrayList<>();
        for (Moved each : moved) {
            if (within(old, each.from())) {
                int start = each.to() + old.start() - each.from().start();
                places.add(new Range(start, start + old.length()));
            }
        }
        return Optional.of(places);
    }

    /// Where what starts at a place of the original text starts in the edited text: of a place that
    /// goes, where its edit ends.
    int startOf(int old) {
        if (planned.isEmpty()) {
            return offsets.startOf(old);
        }
        return forward(new Range(old, old + 1))
                .filter(places -> !places.isEmpty())
                .map(places -> places.getFirst().start())
                .orElseGet(() -> offsets.startOf(old));
    }

    /// See [OffsetMap#nearestOriginal].
    int nearestOriginal(int editedOffset) {
        return offsets.nearestOriginal(editedOffset);
    }

    /// Whether a plan answers for what is written instead of a range.
    boolean planned(Range original) {
        return planned.contains(original);
    }

    /// Names that the plan writes, where they come to stand, and what they are to mean.
    List<Occurrence> written() {
        return written;
    }

    /// How a local that the plan declares is spelled where it comes to stand; anything else is spelled as
    /// planned.
    String placed(String planned) {
        return locals.getOrDefault(planned, planned);
    }

    /// Text of users that the plan writes.
    List<Open> open() {
        return open;
    }

    private boolean inPlannedEdit(Range old) {
        for (Range edit : planned) {
            if (edit.length() > 0 && within(old, edit)) {
                return true;
            }
        }
        return false;
    }

    private static boolean within(Range inner, Range outer) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
