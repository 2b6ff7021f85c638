package dev.refactory.refactor.edit;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import java.util.List;
import java.util.TreeSet;

/// The edits of one file, against the offsets of its original text: sorted, disjoint. Equal edits
/// are one edit. Two different edits may touch (`[0,3)` and `[3,5)`), but not overlap, and not
/// insert at the same place: their order would be a guess.
///
/// @param path relative to the repository's root, with `/`
/// @param edits at least one
public record FileEdits(String path, List<TextEdit> edits) {
    /// @throws IllegalArgumentException when edits overlap, naming the file and both ranges, or
    ///     when there are none
    public FileEdits {
        edits = List.copyOf(new TreeSet<>(edits));
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("No edits for " + path);
        }
        for (int i = 1; i < edits.size(); i++) {
            Range before = edits.get(i - 1).range();
            Range after = edits.get(i).range();
            if (after.start() < before.end() || after.equals(before)) {
                throw new IllegalArgumentException(
                        "Overlapping edits in " + path + ": " + show(before) + " and " + show(after));
            }
        }
    }

    /// The edited text.
    /// @throws IllegalArgumentException when an edit lies outside of `text`
    public String apply(String text) {
        int last = edits.getLast().range().end();
        if (last > text.length()) {
            throw new IllegalArgumentException(
                    "An edit of " + path + " ends at " + last + ", the text has " + text.length() + " characters");
        }
        StringBuilder edited = new StringBuilder(text.length() + 64);
        int from = 0;
        for (TextEdit edit : edits) {
            edited.append(text, from, edit.range().start()).append(edit.replacement());
            from = edit.range().end();
        }
        return edited.append(text, from, text.length()).toString();
    }

    /// The edited file, in the charset it was read in; every byte outside the edits is the one it
    /// was.
    /// @throws IllegalArgumentException when an edit lies outside, or when that charset cannot
    ///     write a replacement
    public byte[] apply(SourceText source) {
        return source.encode(apply(source.text()));
    }

    private static String show(Range range) {
        return range.start() + ".." + range.end();
    }
}
