package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.PlannedEdit;
import java.util.ArrayList;
import java.util.List;

/// The items of a list of parameters or arguments with the comments that are theirs: those before an
/// item on its own line or on lines of their own, and block comments behind it. What stands behind a
/// comma or a parenthesis, with the item on a later line, is about what stands before it.
final class CommentedItems {
    private final String text;
    private final BracketLists.Items list;
    private final List<Range> items = new ArrayList<>();

    CommentedItems(String text, BracketLists.Items list) {
        this.text = text;
        this.list = list;
        for (int i = 0; i < list.items().size(); i++) {
            Range item = list.items().get(i);
            items.add(new Range(lead(separator(i) + 1, item.start()), trail(item.end())));
        }
    }

    Range get(int index) {
        return items.get(index);
    }

    /// Takes an item away, with the comma that parts it from another one.
    ///
    /// @param rest whether everything from the index on goes
    List<PlannedEdit> removal(int index, boolean rest) {
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
        boolean lineGoesOn = !text.substring(end, Math.max(end, lineEnd(end))).isBlank();
        return List.of(
                PlannedEdit.delete(new Range(from, comma + 1)),
                PlannedEdit.delete(new Range(lineGoesOn ? start : kept, end)));
    }

    /// Where the comma before an item stands, or the parenthesis before the first one.
    private int separator(int index) {
        if (index == 0 && text.charAt(list.open()) == '(') {
            return list.open();
        }
        int at = index == 0 ? list.open() : list.items().get(index - 1).end();
        while (text.charAt(at) != ',') {
            at = comment(at) ? commentEnd(at) : at + 1;
        }
        return at;
    }

    /// @param from where what belongs to an item could start
    private int lead(int from, int item) {
        int sameLine = item;
        int own = item;
        boolean lines = false;
        int at = from;
        while (at < item) {
            if (comment(at)) {
                sameLine = Math.min(sameLine, at);
                own = lines ? Math.min(own, at) : own;
                at = commentEnd(at);
            } else {
                lines |= text.charAt(at) == '\n';
                at++;
            }
        }
        return lines ? own : sameLine;
    }

    private int trail(int item) {
        int end = item;
        int at = item;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.startsWith("/*", at))) {
            if (comment(at)) {
                at = commentEnd(at);
                end = at;
            } else {
                at++;
            }
        }
        return end;
    }

    /// The end of a line comment that follows; `from` when none does.
    private int lineComment(int from) {
        int at = from;
        while (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
            at++;
        }
        return text.startsWith("//", at) ? commentEnd(at) : from;
    }

    private boolean comment(int at) {
        return text.startsWith("//", at) || text.startsWith("/*", at);
    }

    private int commentEnd(int at) {
        if (text.startsWith("/*", at)) {
            return text.indexOf("*/", at + 2) + 2;
        }
        return lineEnd(at);
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }
}
