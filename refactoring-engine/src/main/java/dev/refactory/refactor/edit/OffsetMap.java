package dev.refactory.refactor.edit;

import dev.refactory.graph.model.Range;
import java.util.List;
import java.util.Optional;

/// Where places of a file's original text stand in its edited text, and back. Text that is inserted
/// at a place comes before a range that starts there and after a range that ends there.
public final class OffsetMap {
    /// Of a file without edits.
    public static final OffsetMap IDENTITY = new OffsetMap(new int[0], new int[0], new int[0]);

    // Edit i replaced [oldStarts[i], oldEnds[i]) by a text of lengths[i] characters.
    private final int[] oldStarts;
    private final int[] oldEnds;
    private final int[] newStarts;
    private final int[] newEnds;

    private OffsetMap(int[] oldStarts, int[] oldEnds, int[] lengths) {
        this.oldStarts = oldStarts;
        this.oldEnds = oldEnds;
        this.newStarts = new int[oldStarts.length];
        this.newEnds = new int[oldStarts.length];
        int shift = 0;
        for (int i = 0; i < oldStarts.length; i++) {
            newStarts[i] = oldStarts[i] + shift;
            newEnds[i] = newStarts[i] + lengths[i];
            shift = newEnds[i] - oldEnds[i];
        }
    }

    public static OffsetMap of(FileEdits file) {
        List<TextEdit> edits = file.edits();
        return new OffsetMap(
                edits.stream().mapToInt(edit -> edit.range().start()).toArray(),
                edits.stream().mapToInt(edit -> edit.range().end()).toArray(),
                edits.stream().mapToInt(edit -> edit.replacement().length()).toArray());
    }

    /// The range of the edited text that `old` became: the replacement, when `old` is what an edit
    /// replaced; with the replacements inside, when it contains edits. Nothing when an edit cuts
    /// into it.
    public Optional<Range> forward(Range old) {
        return map(old, oldStarts, oldEnds, newStarts, newEnds);
    }

    /// The range of the original text that became `edited`. Nothing when it lies inside a
    /// replacement.
    public Optional<Range> backward(Range edited) {
        return map(edited, newStarts, newEnds, oldStarts, oldEnds);
    }

    /// Where a name that starts at a place of the original text starts in the edited text.
    public int startOf(int oldStart) {
        int shift = 0;
        for (int i = 0; i < oldStarts.length && oldEnds[i] <= oldStart; i++) {
            shift = newEnds[i] - oldEnds[i];
        }
        return oldStart + shift;
    }

    /// Where somebody who pointed at a place of the original text finds it in the edited text: of a
    /// place inside of what was replaced, the start of the replacement.
    public int placeOf(int old) {
        for (int i = 0; i < oldStarts.length && oldStarts[i] < old; i++) {
            if (old < oldEnds[i]) {
                return newStarts[i];
            }
        }
        return startOf(old);
    }

    /// The nearest place of the original text to a place in the edited text: the start of what was
    /// replaced, for a place inside a replacement.
    public int nearestOriginal(int editedOffset) {
        int shift = 0;
        for (int i = 0; i < newStarts.length && newStarts[i] <= editedOffset; i++) {
            if (editedOffset < newEnds[i]) {
                return oldStarts[i];
            }
            shift = newEnds[i] - oldEnds[i];
        }
        return editedOffset - shift;
    }

    private static Optional<Range> map(Range range, int[] starts, int[] ends, int[] toStarts, int[] toEnds) {
        int start = range.start();
        int end = range.end();
        int startShift = 0;
        int endShift = 0;
        for (int i = 0; i < starts.length; i++) {
            int shift = toEnds[i] - ends[i];
            if (starts[i] == start && ends[i] == end && start != end) {
                return Optional.of(new Range(toStarts[i], toEnds[i]));
            } else if (ends[i] <= start) {
                startShift = shift;
                endShift = shift;
            } else if (starts[i] >= end) {
                break;
            } else if (starts[i] >= start && ends[i] <= end) {
                endShift = shift;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Range(start + startShift, end + endShift));
    }
}
