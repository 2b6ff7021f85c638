package dev.refactory.refactor.plan;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A part of what an edit writes: a range of the original file, which keeps everything it names, or
/// new text, which says what its names are to mean.
///
/// @param kept of the original text; null for new text
/// @param text empty when `kept` is given
/// @param names in `text`, sorted by place
/// @param open whether the text may hold further names, of the user's own choosing: they may mean
///     anything that resolves, the same wherever a plan writes the same text
public record Piece(@Nullable Range kept, String text, List<Piece.Name> names, boolean open) {
    public Piece {
        names = List.copyOf(names);
        if (kept != null && !text.isEmpty()) {
            throw new IllegalArgumentException("A piece is kept, or new, not both: " + text);
        }
    }

    /// A range of the original, wherever it stood.
    public static Piece kept(Range original) {
        return new Piece(original, "", List.of(), false);
    }

    /// New text without names: punctuation, keywords, literals.
    public static Piece text(String text) {
        return new Piece(null, text, List.of(), false);
    }

    /// One name, which is to mean `symbol`.
    public static Piece name(String text, String symbol, Set<Role> roles) {
        return new Piece(null, text, List.of(new Name(new Range(0, text.length()), symbol, roles)), false);
    }

    /// What a user wrote.
    public static Piece open(String text) {
        return new Piece(null, text, List.of(), true);
    }

    /// The piece as it is written.
    /// @param original the text of the file before
    public String written(String original) {
        return kept == null ? text : original.substring(kept.start(), kept.end());
    }

    /// A name in new text, and what it is to mean.
    ///
    /// @param within its range, counted from the start of the text
    /// @param symbol its spelling after the change; one that ends in `@` is a local declared here: the
    ///     place it comes to stand at completes it; one that ends in `@+` and a number is a local that is
    ///     declared so many characters behind the start of the piece
    public record Name(Range within, String symbol, Set<Role> roles) {
        public Name {
            roles = Set.copyOf(roles);
        }
    }
}
