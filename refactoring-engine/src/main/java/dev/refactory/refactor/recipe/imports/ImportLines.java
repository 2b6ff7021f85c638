package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.SourceLines;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The imports of one file: where another one goes, so that their order stays what it is, and which
/// lose their last use.
public final class ImportLines {
    private final String text;
    private final JavaTokens tokens;
    private final List<Occurrence> all;
    private final SourceLines sourceLines;
    private final String newline;
    private final List<Line> lines = new ArrayList<>();
    private final Set<Integer> removed = new HashSet<>();
    private int packageEnd = -1;

    /// @param name qualified, as written
    /// @param last the token of its last name
    private record Line(int first, int last, int end, boolean isStatic, String name) {}

    public ImportLines(FileScopes scopes) {
        this.text = scopes.source.text();
        this.tokens = scopes.tokens;
        this.all = scopes.all;
        this.sourceLines = new SourceLines(text);
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
        for (int i = 0; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "package" -> {
                    i = semicolon(i);
                    packageEnd = i;
                }
                case "import" -> {
                    int end = semicolon(i);
                    boolean isStatic = tokens.at(i + 1).equals("static");
                    StringBuilder name = new StringBuilder();
                    for (int j = i + (isStatic ? 2 : 1); j < end; j++) {
                        name.append(tokens.at(j));
                    }
                    lines.add(new Line(i, end - 1, end, isStatic, name.toString()));
                    i = end;
                }
                case "class", "interface", "enum", "record", "{" -> {
                    return;
                }
                default -> {}
            }
        }
    }

    private int semicolon(int from) {
        int at = from;
        while (at < tokens.count() - 1 && !tokens.at(at).equals(";")) {
            at++;
        }
        return at;
    }

    /// The import whose last name starts at a place goes, used or not.
    public void remove(int place) {
        removed.add(place);
    }

    /// Edits of the imports alone.
    ///
    /// @param added qualified names of types
    /// @param edits of the rest of the file: what they take away is used no more
    /// @param dropped gets the simple names of imports that go
    public List<PlannedEdit> edits(Collection<String> added, List<PlannedEdit> edits, Set<String> dropped) {
        SortedMap<Range, List<Piece>> changes = new TreeMap<>();
        for (Line line : lines) {
            if (removed.contains(tokens.start(line.last())) || losesLastUse(line, edits)) {
                changes.put(removal(line), new ArrayList<>());
                dropped.add(SymbolSpelling.simpleName(line.name()));
            }
        }
        List<Insertion> insertions = lines.stream().allMatch(Line::isStatic)
                ? firsts(List.copyOf(added))
                : added.stream().map(this::insertion).toList();
        for (Insertion insertion : insertions) {
            changes.computeIfAbsent(new Range(insertion.at(), insertion.at()), range -> new ArrayList<>())
                    .addAll(insertion.pieces());
        }
        List<PlannedEdit> merged = new ArrayList<>();
        changes.forEach((range, pieces) -> {
            PlannedEdit before = merged.isEmpty() ? null : merged.getLast();
            if (before != null && before.range().end() >= range.start()) {
                List<Piece> both = new ArrayList<>(before.pieces());
                both.addAll(pieces);
                int end = Math.max(before.range().end(), range.end());
                merged.set(
                        merged.size() - 1,
                        new PlannedEdit(new Range(before.range().start(), end), both));
            } else {
                merged.add(new PlannedEdit(range, pieces));
            }
        });
        merged.replaceAll(this::withoutEmptyGroup);
        return merged;
    }

    private boolean losesLastUse(Line line, List<PlannedEdit> edits) {
        int start = tokens.start(line.last());
        Set<String> imported = new HashSet<>();
        all.stream()
                .filter(place -> place.range().start() == start && place.has(Role.IMPORT))
                .forEach(place -> imported.add(place.symbol()));
        boolean lost = false;
        for (Occurrence place : all) {
            boolean use =
                    imported.contains(place.symbol()) && !place.has(Role.IMPORT) && !place.has(Role.STATIC_IMPORT);
            if (use && gone(place.range(), edits)) {
                lost = true;
            } else if (use) {
                return false;
            }
        }
        return lost && edits.stream().noneMatch(edit -> writes(edit, imported));
    }

    private static boolean gone(Range place, List<PlannedEdit> edits) {
        return edits.stream()
                .filter(edit -> within(place, edit.range()))
                .anyMatch(edit ->
                        edit.pieces().stream().map(Piece::kept).noneMatch(kept -> kept != null && within(place, kept)));
    }

    private static boolean writes(PlannedEdit edit, Set<String> symbols) {
        return edit.pieces().stream()
                .flatMap(piece -> piece.names().stream())
                .anyMatch(name -> symbols.contains(name.symbol()));
    }

    private static boolean within(Range inner, Range outer) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }

    /// The whole line where nothing else is on it, but for a comment behind.
    private Range removal(Line line) {
        int start = tokens.start(line.first());
        int end = tokens.end(line.end());
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        boolean alone = text.substring(lineStart, start).isBlank() && sourceLines.endsWithCommentAt(end);
        return alone ? new Range(lineStart, sourceLines.next(end)) : new Range(start, end);
    }

    /// Of the blank lines before and after a group of imports that goes, one goes too.
    private PlannedEdit withoutEmptyGroup(PlannedEdit edit) {
        int end = edit.range().end();
        boolean blankBefore = text.substring(0, edit.range().start()).endsWith(newline + newline);
        boolean removed = edit.pieces().isEmpty() && blankBefore && text.startsWith(newline, end);
        return removed ? PlannedEdit.delete(new Range(edit.range().start(), end + newline.length())) : edit;
    }

    private record Insertion(int at, List<Piece> pieces) {}

    /// Among the imports of types there are.
    private Insertion insertion(String type) {
        List<Line> normal = lines.stream().filter(line -> !line.isStatic()).toList();
        List<Line> near = near(normal, type);
        Line before = null;
        for (Line line : near) {
            before = line.name().compareTo(type) < 0 ? line : before;
        }
        int first = lineStart(tokens.start(near.getFirst().first()));
        return before == null ? new Insertion(first, pieces("", type, newline)) : after(before, type);
    }

    /// Where the file imports no type yet: all together.
    private List<Insertion> firsts(List<String> types) {
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        String before = "";
        String after = newline + newline;
        if (!lines.isEmpty()) {
            at = lineStart(tokens.start(lines.getFirst().first()));
            after = lines.stream().allMatch(line -> removed.contains(tokens.start(line.last()))) ? newline : after;
        } else if (packageEnd >= 0) {
            int end = tokens.end(packageEnd);
            at = !sourceLines.endsAt(end) && sourceLines.endsWithCommentAt(end) ? sourceLines.end(end) : end;
            before = newline + newline;
            after = text.startsWith(newline + newline, at) ? "" : newline;
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String last = i == types.size() - 1 ? after : "";
            pieces.addAll(pieces(i == 0 ? before : newline, types.get(i), last));
        }
        return types.isEmpty() ? List.of() : List.of(new Insertion(at, pieces));
    }

    private Insertion after(Line line, String type) {
        int end = tokens.end(line.end());
        int lineEnd = text.indexOf('\n', end);
        boolean more = line.end() + 1 < tokens.count() && (lineEnd < 0 || tokens.start(line.end() + 1) < lineEnd);
        if (more) {
            return new Insertion(end, pieces(" ", type, ""));
        }
        // A comment that goes on below stays in one piece.
        return lineEnd < 0 || !sourceLines.endsWithCommentAt(end)
                ? new Insertion(end, pieces(newline, type, ""))
                : new Insertion(lineEnd + 1, pieces("", type, newline));
    }

    private int lineStart(int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        return text.substring(start, offset).isBlank() ? start : offset;
    }

    /// The imports that have most in common with a new one: it goes among them.
    private static List<Line> near(List<Line> lines, String type) {
        int most =
                lines.stream().mapToInt(line -> common(line.name(), type)).max().orElse(0);
        return lines.stream().filter(line -> common(line.name(), type) == most).toList();
    }

    /// How many names two qualified names begin with alike.
    private static int common(String one, String other) {
        String[] a = one.split("\\.");
        String[] b = other.split("\\.");
        int same = 0;
        while (same < a.length - 1 && same < b.length - 1 && a[same].equals(b[same])) {
            same++;
        }
        return same;
    }

    private static List<Piece> pieces(String before, String type, String after) {
        String head = before + "import ";
        int end = head.length() + type.length();
        List<Piece.Name> names = new ArrayList<>();
        for (int dot = type.indexOf('.'); dot >= 0; dot = type.indexOf('.', dot + 1)) {
            int start = type.lastIndexOf('.', dot - 1) + 1;
            Range name = new Range(head.length() + start, head.length() + dot);
            names.add(new Piece.Name(name, type.substring(0, dot), Set.of(Role.IMPORT)));
        }
        Range name = new Range(end - SymbolSpelling.simpleName(type).length(), end);
        names.add(new Piece.Name(name, type, Set.of(Role.IMPORT)));
        return List.of(new Piece(null, head + type + ";" + after, names, false));
    }
}
