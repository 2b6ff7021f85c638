package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Piece;
import java.util.ArrayList;
import java.util.List;

/// Reads one string of a script: its literal parts and what is computed between them.
final class StringPieces {
    private final String text;
    private final String quote;
    private final boolean kotlin;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    /// @param start after the opening quote
    StringPieces(String text, int start, String quote, boolean kotlin) {
        this.text = text;
        this.at = start;
        this.quote = quote;
        this.kotlin = kotlin;
    }

    List<Piece> read() {
        boolean block = quote.length() == 3;
        while (at < text.length() && !text.startsWith(quote, at)) {
            char c = text.charAt(at);
            if (c == '\n' && !block) {
                // A quote that nobody closed, in a comment or a pattern that was not seen as one.
                break;
            }
            if (c == '\\' && !(block && kotlin)) {
                escape();
            } else if (c == '$' && quote.charAt(0) == '"') {
                code();
            } else {
                literal.append(c);
                at++;
            }
        }
        at = Math.min(text.startsWith(quote, at) ? at + quote.length() : at, text.length());
        flush();
        return List.copyOf(pieces);
    }

    /// After the closing quote.
    int end() {
        return at;
    }

    private void escape() {
        if (at + 1 < text.length()) {
            char c = text.charAt(at + 1);
            literal.append(
                    switch (c) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        default -> c;
                    });
        }
        at = Math.min(at + 2, text.length());
    }

    private void code() {
        int start = at + 1;
        if (start < text.length() && text.charAt(start) == '{') {
            int end = closing(start);
            flush();
            pieces.add(new Piece.Code(text.substring(start + 1, end)));
            at = Math.min(end + 1, text.length());
            return;
        }
        int end = start;
        while (end < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(end)) || dot(end))
                && text.charAt(end) != '$') {
            end++;
        }
        if (end == start) {
            literal.append('$');
            at++;
            return;
        }
        flush();
        pieces.add(new Piece.Code(text.substring(start, end)));
        at = end;
    }

    /// In Groovy `$a.b` is a property of `a`; in Kotlin the dot is text.
    private boolean dot(int place) {
        return !kotlin
                && text.charAt(place) == '.'
                && place + 1 < text.length()
                && Character.isJavaIdentifierStart(text.charAt(place + 1))
                && text.charAt(place + 1) != '$';
    }

    /// The bracket that closes the one at `start`, or the end of the text.
    private int closing(int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '{' -> depth++;
                case '}' -> {
                    depth--;
                    if (depth == 0) {
                        return i;
                    }
                }
                case '\n' -> {
                    return i;
                }
                default -> {}
            }
        }
        return text.length();
    }

    private void flush() {
        if (!literal.isEmpty()) {
            pieces.add(new Piece.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
