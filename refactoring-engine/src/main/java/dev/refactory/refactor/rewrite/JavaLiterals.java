package dev.refactory.refactor.rewrite;

import dev.refactory.graph.model.Range;
import java.util.ArrayList;
import java.util.List;

/// The string, text block, character and number literals of a Java file, with what they stand for.
/// Read from tokens, so it never fails; `true`, `false`, `null` and signs are not among them.
public final class JavaLiterals {
    private JavaLiterals() {}

    /// What a literal is written as.
    public enum Kind {
        STRING,
        TEXT_BLOCK,
        CHARACTER,
        NUMBER
    }

    /// @param range of the whole literal, quotes included
    /// @param value the characters it stands for: escapes translated, a text block's indentation gone;
    ///     of a number, and of what is no valid literal, what is written
    public record Literal(Range range, Kind kind, String value) {}

    /// By place.
    public static List<Literal> of(String text) {
        JavaTokens tokens = JavaTokens.of(text);
        List<Literal> found = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            char first = text.charAt(tokens.start(i));
            if (first == '"' || first == '\'') {
                found.add(quoted(tokens, i));
            } else if (first >= '0' && first <= '9') {
                int last = lastOfNumber(tokens, i);
                boolean fraction = i > 0 && tokens.at(i - 1).equals(".") && tokens.end(i - 1) == tokens.start(i);
                Range range = new Range(tokens.start(i) - (fraction ? 1 : 0), tokens.end(last));
                found.add(new Literal(range, Kind.NUMBER, text.substring(range.start(), range.end())));
                i = last;
            }
        }
        return found;
    }

    private static Literal quoted(JavaTokens tokens, int token) {
        String written = tokens.at(token);
        Range range = new Range(tokens.start(token), tokens.end(token));
        if (written.startsWith("\"\"\"")) {
            return new Literal(range, Kind.TEXT_BLOCK, textBlock(written));
        }
        char quote = written.charAt(0);
        boolean closed = written.length() > 1 && written.charAt(written.length() - 1) == quote;
        String inner = written.substring(1, written.length() - (closed ? 1 : 0));
        return new Literal(range, quote == '"' ? Kind.STRING : Kind.CHARACTER, translated(inner));
    }

    private static String textBlock(String written) {
        int end = written.length() > 5 && written.endsWith("\"\"\"") ? written.length() - 3 : written.length();
        int line = written.indexOf('\n');
        int from = line < 0 || line >= end ? Math.min(3, end) : line + 1;
        return translated(written.substring(from, end)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .stripIndent());
    }

    private static String translated(String inner) {
        String plain = JavaTokens.unescape(inner);
        try {
            return plain.translateEscapes();
        } catch (IllegalArgumentException e) {
            return plain;
        }
    }

    /// An exponent with a sign is parted from it: `1e-5`, `0x1p+3`.
    private static int lastOfNumber(JavaTokens tokens, int token) {
        String written = tokens.at(token);
        boolean hexadecimal = written.startsWith("0x") || written.startsWith("0X");
        char exponent = Character.toLowerCase(written.charAt(written.length() - 1));
        String sign = tokens.at(token + 1);
        boolean signed = exponent == (hexadecimal ? 'p' : 'e')
                && (sign.equals("-") || sign.equals("+"))
                && token + 2 < tokens.count()
                && tokens.start(token + 1) == tokens.end(token)
                && tokens.start(token + 2) == tokens.end(token + 1)
                && Character.isDigit(tokens.at(token + 2).charAt(0));
        return signed ? token + 2 : token;
    }
}
