package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.syntax.JavaComments;
import java.util.ArrayList;
import java.util.List;

/// The items of a list of parameters or arguments with the comments that are theirs: those before an
/// item on its own line or on lines of their own, and block comments behind it. What stands behind a
/// comma or a parenthesis, with the item on a later line, is about what stands before it.
public final class CommentedItems {
    private final String text;
    private final JavaComments comments;
    private final BracketLists.Items list;
    private final List<Range> items = new ArrayList<>();

    public CommentedItems(String text, JavaComments comments, BracketLists.Items list) {
        this.text = text;
        this.comments = comments;
        this.list = list;
        for (int i = 0; i < list.items().size(); i++) {
            Range item = list.items().get(i);
            items.add(new Range(lead(separator(i) + 1, item.start()), trail(item.end())));
        }
    }

    /// Of the item itself, without its comments.
    public Range get(int index) {
        return items.get(index);
    }

    /// Takes an item away, with the comma that parts it from another one.
    ///
    /// @param rest whether everything from the index on goes
    public List<PlannedEdit> removal(int index, boolean rest) {
        if (!rest && index + 1 < items.size()) {
            return List.of(PlannedEdit.delete(
                    new Range(items.get(index).start(), items.get(index + 1).start())));
        }
        int end = lineComment(items.getLast().end());
        int start = items.get(index).start();
        if (index == 0 && text.charAt(list.open()) == '(') {
            return List.of(PlannedEdit.delete(new Range(start, end)));
        }
        int comma = separator(index);
        int before = index == 0 ? list.open() : items.get(index - 1).end();
        int from = text.substring(before, comma).isBlank() ? before : comma;
        if (text.substring(comma + 1, start).isBlank()) {
            return List.of(PlannedEdit.delete(new Range(from, end)));
        }
        int kept = text.substring(0, start).stripTrailing().length();
        int lineEnd = text.indexOf('\n', end);
        boolean lineGoesOn =
                !text.substring(end, lineEnd < 0 ? text.length() : lineEnd).isBlank();
        return List.of(
                PlannedEdit.delete(new Range(from, comma + 1)),
                PlannedEdit.delete(new Range(lineGoesOn ? start : kept, end)));
    }

    /// Where the comma before an item stands, or the parenthesis before the first one.
    private int separator(int index) {
        if (index == 0 && text.charAt(list.open()) == '(') {
            return list.open();
        }
        int comma = index == 0 ? list.open() : list.items().get(index - 1).end();
        for (Range comment : comments(comma, list.items().get(index).start())) {
            int before = text.indexOf(',', comma);
            if (before < comment.start()) {
                return before;
            }
            comma = comment.end();
        }
        return text.indexOf(',', comma);
    }

    /// @param from where what belongs to an item could start
    private int lead(int from, int item) {
        int sameLine = item;
        int own = item;
        int at = from;
        boolean lines = false;
        for (Range comment : comments(from, item)) {
            lines |= lineEnds(at, comment.start());
            sameLine = Math.min(sameLine, comment.start());
            own = lines ? Math.min(own, comment.start()) : own;
            at = comment.end();
        }
        return lines || lineEnds(at, item) ? own : sameLine;
    }

    private boolean lineEnds(int from, int to) {
        return text.substring(from, to).indexOf('\n') >= 0;
    }

    /// @param item where an item ends
    private int trail(int item) {
        int end = item;
        for (Range comment : comments(item, list.close())) {
            boolean behind =
                    text.substring(end, comment.start()).matches("[ \t]*") && text.startsWith("/*", comment.start());
            if (!behind) {
                return end;
            }
            end = comment.end();
        }
        return end;
    }

    /// The end of a line comment that follows; `from` when none does.
    private int lineComment(int from) {
        return comments(from, list.close()).stream()
                .findFirst()
                .filter(comment -> text.startsWith("//", comment.start()))
                .filter(comment -> text.substring(from, comment.start()).matches("[ \t]*"))
                .map(Range::end)
                .orElse(from);
    }

    private List<Range> comments(int from, int to) {
        return comments.in(from, to).stream().map(JavaComments.Comment::range).toList();
    }
}
