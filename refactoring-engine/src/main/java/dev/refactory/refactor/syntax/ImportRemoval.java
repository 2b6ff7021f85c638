package dev.refactory.refactor.syntax;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.syntax.ImportSection.Import;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes imports out of a file. An import that has its lines to itself goes with them and with the
/// comment behind it; comments on lines of their own stay. Of the blank lines around what goes, the
/// longest run stays, so that none comes to stand beside another and groups stay parted; none stays
/// at the start or the end of the file.
public final class ImportRemoval {
    private final ImportSection section;
    private final String text;
    private final Set<Import> gone;
    private final List<Range> parts = new ArrayList<>();
    private final List<Range> lines = new ArrayList<>();

    private ImportRemoval(ImportSection section, Collection<Import> gone) {
        this.section = section;
        this.text = section.text();
        this.gone = new HashSet<>(gone);
    }

    /// Ranges to be deleted, sorted and disjoint.
    public static List<Range> of(ImportSection section, Collection<Import> gone) {
        ImportRemoval removal = new ImportRemoval(section, gone);
        removal.neighbours().forEach(removal::remove);
        List<Range> all = new ArrayList<>(removal.parts);
        all.addAll(removal.withBlankLines());
        all.sort(null);
        return List.copyOf(all);
    }

    /// The last import, when a doc comment that stands before it, and is nobody's there, would come to
    /// stand before the declaration behind it were it gone.
    public static Optional<Import> heldByComment(ImportSection section, Collection<Import> gone) {
        if (section.imports().isEmpty() || !gone.contains(section.imports().getLast())) {
            return Optional.empty();
        }
        Import last = section.imports().getLast();
        int from = section.packageStatement().map(Range::end).orElse(0);
        for (Import each : section.imports()) {
            from = gone.contains(each) ? from : each.statement().end();
        }
        int body = section.bodyStart();
        boolean nobodys =
                section.comments().in(from, last.statement().start()).stream().anyMatch(JavaComments.Comment::doc);
        boolean ownDoc =
                section.comments().in(last.statement().end(), body).stream().anyMatch(JavaComments.Comment::doc);
        return nobodys && !ownDoc && body < section.text().length() ? Optional.of(last) : Optional.empty();
    }

    /// Whether an import has its lines to itself and what else is on them can go with it.
    static boolean alone(ImportSection section, List<Import> neighbours) {
        String text = section.text();
        int start = neighbours.getFirst().statement().start();
        int end = neighbours.getLast().statement().end();
        int lineStart = Math.max(section.start(), Lines.startOf(text, start));
        return Lines.blank(text, lineStart, start) && restIsComment(section, end);
    }

    static boolean restIsComment(ImportSection section, int from) {
        String text = section.text();
        int lineEnd = Lines.endOf(text, from);
        int at = from;
        for (JavaComments.Comment comment : section.comments().in(from, lineEnd)) {
            if (!Lines.blank(text, at, comment.range().start())
                    || comment.range().end() > lineEnd) {
                return false;
            }
            at = comment.range().end();
        }
        return Lines.blank(text, at, lineEnd);
    }

    /// Imports in the order of the file, those of one line together.
    static List<List<Import>> neighbours(ImportSection section) {
        List<List<Import>> clusters = new ArrayList<>();
        int lineEnd = -1;
        for (Import each : section.imports()) {
            if (each.statement().start() > lineEnd) {
                clusters.add(new ArrayList<>());
            }
            clusters.getLast().add(each);
            lineEnd = Lines.endOf(section.text(), each.statement().end());
        }
        return clusters;
    }

    private List<List<Import>> neighbours() {
        return neighbours(section);
    }

    private void remove(List<Import> cluster) {
        if (gone.containsAll(cluster) && alone(section, cluster)) {
            int start = Lines.startOf(text, cluster.getFirst().statement().start());
            int end = Lines.next(text, cluster.getLast().statement().end());
            lines.add(new Range(Math.max(section.start(), start), end));
            return;
        }
        int i = 0;
        while (i < cluster.size()) {
            int j = i;
            while (j < cluster.size() && gone.contains(cluster.get(j)) && (j == i || besides(cluster, j))) {
                j++;
            }
            if (j > i) {
                part(
                        cluster.get(i).statement().start(),
                        cluster.get(j - 1).statement().end());
            }
            i = Math.max(i + 1, j);
        }
    }

    private boolean besides(List<Import> cluster, int second) {
        return Lines.blank(
                text,
                cluster.get(second - 1).statement().end(),
                cluster.get(second).statement().start());
    }

    /// Some of a line, with the space between it and what stays.
    private void part(int from, int to) {
        int start = from;
        int end = to;
        while (end < text.length() && " \t".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (end == Lines.endOf(text, to)) {
            while (start > 0 && " \t".indexOf(text.charAt(start - 1)) >= 0) {
                start--;
            }
        }
        parts.add(new Range(start, end));
    }

    /// Whole lines, joined with the blank ones that are not to stay.
    private List<Range> withBlankLines() {
        List<Range> deleted = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            int start = lines.get(i).start();
            while (start > section.start() && blankLineBefore(start)) {
                start = Math.max(section.start(), Lines.startOf(text, lineBreakBefore(start)));
            }
            List<Range> blanks = new ArrayList<>();
            addBlank(blanks, start, lines.get(i).start());
            int end = blanksBehind(lines.get(i).end());
            addBlank(blanks, lines.get(i).end(), end);
            while (i + 1 < lines.size() && lines.get(i + 1).start() <= end) {
                i++;
                end = blanksBehind(lines.get(i).end());
                addBlank(blanks, lines.get(i).end(), end);
            }
            i++;
            deleteAround(start, end, blanks, deleted);
        }
        return deleted;
    }

    private void deleteAround(int start, int end, List<Range> blanks, List<Range> deleted) {
        if (end >= text.length() && start > section.start()) {
            // The last line of what stays ends as the file did.
            boolean ended = Lines.endOf(text, text.length() - 1) < text.length();
            deleted.add(new Range(ended ? start : lineBreakBefore(start), text.length()));
        } else if (start == section.start() || blanks.isEmpty()) {
            deleted.add(new Range(start, end));
        } else {
            Range stays = blanks.getFirst();
            for (Range each : blanks) {
                stays = count(each) > count(stays) ? each : stays;
            }
            if (start < stays.start()) {
                deleted.add(new Range(start, stays.start()));
            }
            if (stays.end() < end) {
                deleted.add(new Range(stays.end(), end));
            }
        }
    }

    private static void addBlank(List<Range> blanks, int start, int end) {
        if (start < end) {
            blanks.add(new Range(start, end));
        }
    }

    private int count(Range blank) {
        int count = 0;
        for (int at = blank.start(); at < blank.end(); at = Lines.next(text, at)) {
            count++;
        }
        return count;
    }

    private int blanksBehind(int from) {
        int end = from;
        while (end < text.length() && Lines.blank(text, end, Lines.endOf(text, end))) {
            end = Lines.next(text, end);
        }
        return end;
    }

    /// Whether the line that ends before `start` is blank.
    private boolean blankLineBefore(int start) {
        int end = lineBreakBefore(start);
        return Lines.blank(text, Math.max(section.start(), Lines.startOf(text, end)), end);
    }

    /// Where the line before the one that starts at `start` ends, its line ending left out.
    private int lineBreakBefore(int start) {
        int end = start - 1;
        return end > 0 && text.charAt(end) == '\n' && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
