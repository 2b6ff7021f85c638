package dev.refactory.refactor.syntax;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.syntax.ImportSection.Import;
import dev.refactory.refactor.syntax.ImportSection.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where a file would have a new import: in the block of those most like it, at its place in the
/// alphabet where they are sorted, behind the most like one where they are not.
public final class ImportPlaces {
    private final ImportSection section;
    private final String text;
    private final String newline;

    public ImportPlaces(ImportSection section) {
        this.section = section;
        this.text = section.text();
        this.newline = section.lineEnding();
    }

    /// @param before what is to be written before the statement, line endings for example
    public record Place(int offset, String before, String after) {}

    /// @param name qualified
    public Place of(Kind kind, String name) {
        List<List<Import>> blocks = blocks(kind);
        if (blocks.isEmpty()) {
            return section.imports().isEmpty() ? first() : apart(kind);
        }
        List<Import> best = blocks.getFirst();
        for (List<Import> block : blocks) {
            int like = likeness(block, name);
            int known = likeness(best, name);
            boolean fits = block.getFirst().name().compareTo(name) <= 0;
            best = like > known || like == known && fits ? block : best;
        }
        boolean sorted = best.stream()
                .map(Import::name)
                .sorted()
                .toList()
                .equals(best.stream().map(Import::name).toList());
        if (sorted) {
            for (Import each : best) {
                if (each.name().compareTo(name) > 0) {
                    return before(each);
                }
            }
            return behind(best.getLast());
        }
        return behind(best.stream()
                .max(Comparator.comparingInt(each -> likeness(List.of(each), name)))
                .orElse(best.getLast()));
    }

    /// Imports of a kind, parted where blank lines or others part them.
    private List<List<Import>> blocks(Kind kind) {
        List<List<Import>> blocks = new ArrayList<>();
        boolean open = false;
        int end = 0;
        for (Import each : section.imports()) {
            if (each.kind() == kind) {
                if (!open || !tight(end, each.statement().start())) {
                    blocks.add(new ArrayList<>());
                }
                blocks.getLast().add(each);
            }
            open = each.kind() == kind;
            end = each.statement().end();
        }
        return blocks;
    }

    private boolean tight(int from, int to) {
        for (int at = Lines.next(text, from); at < to; at = Lines.next(text, at)) {
            if (Lines.blank(text, at, Lines.endOf(text, at)) && Lines.endOf(text, at) < to) {
                return false;
            }
        }
        return true;
    }

    /// Parts of the name that the most like one shares, from the first on.
    private static int likeness(List<Import> block, String name) {
        String[] parts = name.split("\\.");
        int most = 0;
        for (Import each : block) {
            String[] others = each.name().split("\\.");
            int same = 0;
            while (same < Math.min(parts.length, others.length) && parts[same].equals(others[same])) {
                same++;
            }
            most = Math.max(most, same);
        }
        return most;
    }

    private Place before(Import next) {
        int start = next.statement().start();
        int line = Math.max(section.start(), Lines.startOf(text, start));
        return Lines.blank(text, line, start)
                ? new Place(start, "", newline + text.substring(line, start))
                : new Place(start, "", " ");
    }

    private Place behind(Import last) {
        int start = last.statement().start();
        int line = Math.max(section.start(), Lines.startOf(text, start));
        String indent = Lines.blank(text, line, start) ? text.substring(line, start) : "";
        int end = last.statement().end();
        int at = ImportRemoval.restIsComment(section, end) ? Lines.endOf(text, end) : end;
        return new Place(at, newline + indent, "");
    }

    /// The first of its kind: types before static ones, a blank line between.
    private Place apart(Kind kind) {
        if (kind == Kind.TYPE && section.imports().stream().noneMatch(each -> each.kind() == Kind.MODULE)) {
            Place place = before(section.imports().getFirst());
            return new Place(place.offset(), "", newline + newline);
        }
        Place place = behind(section.imports().getLast());
        return new Place(place.offset(), newline + newline, "");
    }

    private Place first() {
        if (section.packageStatement().isPresent()) {
            int end = section.packageStatement().map(Range::end).orElse(0);
            boolean alone = ImportRemoval.restIsComment(section, end);
            int at = alone ? Lines.endOf(text, end) : end;
            int next = Lines.next(text, at);
            boolean close = next < text.length() && !Lines.blank(text, next, Lines.endOf(text, next));
            return new Place(at, newline + newline, !alone ? newline + newline : close ? newline : "");
        }
        int at = section.bodyStart();
        List<JavaComments.Comment> above = section.comments().in(0, at);
        for (JavaComments.Comment comment : above.reversed()) {
            boolean belongs = Lines.next(text, comment.range().end()) >= Lines.startOf(text, at)
                    && (comment.doc() || comment.range().start() > section.start());
            if (!belongs) {
                break;
            }
            at = comment.range().start();
        }
        return new Place(at, "", newline + newline);
    }
}
