package dev.refactory.refactor.syntax;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.syntax.ImportSection.Import;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Puts the imports of a file into the order of a layout, each as it is written, with the comments
/// directly above it and the one behind it. Comments above the first import of a file without a
/// package are the file's.
public final class ImportOrder {
    private final ImportSection section;
    private final String text;
    private final List<Unit> units = new ArrayList<>();

    /// @param range of the import's lines, comments included
    /// @param kept the same without stray semicolons, which cannot stand between imports
    /// @param comment whether one stands above it
    private record Unit(Import what, Range range, Range kept, boolean comment) {}

    /// A comment whose import cannot be told.
    public static final class Unattributed extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Range place;

        Unattributed(Range place) {
            super("a comment between the imports cannot be said to belong to one");
            this.place = place;
        }

        /// What stands in the way.
        public Range place() {
            return place;
        }
    }

    private ImportOrder(ImportSection section) {
        this.section = section;
        this.text = section.text();
    }

    /// What is to be done to a file; nothing when it follows the layout.
    ///
    /// @param gone imports to be left out
    /// @throws Unattributed when a comment is in the way
    public static List<PlannedEdit> edits(ImportSection section, ImportLayout layout, Collection<Import> gone)
            throws Unattributed {
        List<PlannedEdit> removal = ImportRemoval.of(section, gone).stream()
                .map(PlannedEdit::delete)
                .toList();
        if (layout.followedBy(ImportSection.of(without(section.text(), removal)))) {
            return removal;
        }
        return List.of(new ImportOrder(section).rewritten(layout, new HashSet<>(gone)));
    }

    private static String without(String text, List<PlannedEdit> removal) {
        StringBuilder left = new StringBuilder(text);
        removal.reversed()
                .forEach(edit -> left.delete(edit.range().start(), edit.range().end()));
        return left.toString();
    }

    private PlannedEdit rewritten(ImportLayout layout, Set<Import> gone) throws Unattributed {
        ImportRemoval.neighbours(section).forEach(this::addUnits);
        int at = units.getFirst().range().start();
        for (Unit unit : units) {
            if (!Lines.blank(text, at, unit.range().start())) {
                throw unattributed(at, unit.range().start());
            }
            if (unit.comment() && gone.contains(unit.what())) {
                throw new Unattributed(unit.what().statement());
            }
            at = unit.range().end();
        }
        sharedLines();
        List<Unit> sorted = units.stream()
                .filter(unit -> !gone.contains(unit.what()))
                .sorted((one, other) -> layout.order().compare(one.what(), other.what()))
                .toList();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            if (i > 0) {
                boolean parted =
                        layout.parted(sorted.get(i - 1).what(), sorted.get(i).what());
                pieces.add(Piece.text(section.lineEnding().repeat(parted ? 2 : 1)));
            }
            pieces.add(Piece.kept(sorted.get(i).kept()));
        }
        return new PlannedEdit(
                new Range(
                        units.getFirst().range().start(),
                        units.getLast().range().end()),
                pieces);
    }

    private Unattributed unattributed(int from, int to) {
        return section.comments().in(from, to).stream()
                .map(comment -> new Unattributed(comment.range()))
                .findFirst()
                .orElseGet(() -> new Unattributed(new Range(from, to)));
    }

    /// A comment on a line with several imports could be about any, one behind a stray semicolon about it.
    private void sharedLines() throws Unattributed {
        for (List<Import> cluster : ImportRemoval.neighbours(section)) {
            int end = cluster.getLast().statement().end();
            List<JavaComments.Comment> behind = section.comments().in(end, Lines.endOf(text, end));
            boolean whole = cluster.size() == 1
                    && semicolon(cluster.getFirst()) == end
                    && ImportRemoval.restIsComment(section, end);
            if (!behind.isEmpty() && !whole) {
                throw new Unattributed(behind.getFirst().range());
            }
        }
    }

    private void addUnits(List<Import> cluster) {
        if (cluster.size() > 1) {
            cluster.forEach(each -> units.add(
                    new Unit(each, each.statement(), new Range(each.statement().start(), semicolon(each)), false)));
            return;
        }
        Import only = cluster.getFirst();
        int lineStart =
                Math.max(section.start(), Lines.startOf(text, only.statement().start()));
        int end = only.statement().end();
        if (ImportRemoval.restIsComment(section, end)) {
            end = section.comments().in(end, Lines.endOf(text, end)).stream()
                    .mapToInt(comment -> comment.range().end())
                    .max()
                    .orElse(end);
        }
        boolean ownLine = Lines.blank(text, lineStart, only.statement().start());
        int start = ownLine ? lineStart : only.statement().start();
        int from = units.isEmpty()
                ? section.packageStatement().map(Range::end).orElse(start)
                : units.getLast().range().end();
        int above = ownLine ? withComments(from, start) : start;
        boolean stray = semicolon(only) < only.statement().end();
        Range kept = new Range(above, stray ? semicolon(only) : end);
        units.add(new Unit(only, new Range(above, end), kept, above < start));
    }

    /// Where an import ends without the stray semicolons behind it.
    private int semicolon(Import each) {
        int last = section.tokens().indexAt(each.last().start());
        return section.tokens().end(last + 1);
    }

    /// Where the comments begin that stand directly above a line, each on lines of its own.
    private int withComments(int from, int lineStart) {
        int start = lineStart;
        for (JavaComments.Comment comment :
                section.comments().in(from, lineStart).reversed()) {
            Range range = comment.range();
            int own = Lines.startOf(text, range.start());
            boolean directly = Lines.next(text, range.end()) == start
                    && Lines.blank(text, range.end(), Lines.endOf(text, range.end()))
                    && Lines.blank(text, own, range.start());
            if (!directly) {
                break;
            }
            start = own;
        }
        return Math.max(from, start);
    }
}
