package dev.refactory.index.dependency.gradle;

import java.util.List;

/// A piece of a build script: words and strings, and what stands between brackets.
sealed interface Node {
    /// From 1.
    int line();

    /// A name, a keyword or a number.
    record Word(String text, int line) implements Node {}

    /// A string.
    record Text(List<Piece> pieces, int line) implements Node {}

    /// One character of punctuation.
    record Sign(char sign, int line) implements Node {}

    /// The end of a line, or a semicolon, between statements.
    record Break(int line) implements Node {}

    /// @param kind the opening bracket
    /// @param size how many pieces are in it, to every depth
    record Group(char kind, List<Node> nodes, int line, int size) implements Node {}

    /// A part of a string.
    sealed interface Piece {
        record Literal(String text) implements Piece {}

        /// What is computed in the place of `${…}` or `$name`.
        record Code(String source) implements Piece {}
    }

    /// How many pieces it is, itself included.
    default int weight() {
        return this instanceof Group(char _, List<Node> _, int _, int size) ? size + 1 : 1;
    }

    default boolean is(char sign) {
        return this instanceof Sign(char mine, int _) && mine == sign;
    }

    default boolean is(String word) {
        return this instanceof Word(String text, int _) && text.equals(word);
    }

    default boolean opens(char bracket) {
        return this instanceof Group(char kind, List<Node> _, int _, int _) && kind == bracket;
    }
}
