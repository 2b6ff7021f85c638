package dev.refactory.index.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Paths as Git writes them in patches: C-style quotes around bytes outside printable ASCII, quotes and backslashes.
final class PathQuote {
    private static final String ESCAPED = "\u0007\b\t\n\u000b\f\r\"\\";
    private static final String LETTERS = "abtnvfr\"\\";

    private PathQuote() {}

    static byte[] quoted(String prefix, byte[] path) {
        byte[] whole = concat(prefix.getBytes(StandardCharsets.US_ASCII), path);
        boolean plain = true;
        for (byte b : whole) {
            plain &= b >= ' ' && b < 0x7f && b != '"' && b != '\\';
        }
        if (plain) {
            return whole;
        }
        StringBuilder out = new StringBuilder("\"");
        for (byte b : whole) {
            int escape = ESCAPED.indexOf(b & 0xff);
            if (escape >= 0) {
                out.append('\\').append(LETTERS.charAt(escape));
            } else if (b >= ' ' && b < 0x7f) {
                out.append((char) b);
            } else {
                out.append('\\')
                        .append((char) ('0' + (b >> 6 & 3)))
                        .append((char) ('0' + (b >> 3 & 7)))
                        .append((char) ('0' + (b & 7)));
            }
        }
        return out.append('"').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// The path of a header line, quoted or not, as bytes.
    /// @throws IllegalArgumentException when the quotes are not well-formed
    static byte[] unquoted(byte[] text) {
        if (text.length == 0 || text[0] != '"') {
            return text;
        }
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        int i = 1;
        while (i < text.length - 1) {
            byte b = text[i++];
            if (b != '\\') {
                path.write(b);
                continue;
            }
            int letter = i < text.length - 1 ? LETTERS.indexOf(text[i]) : -1;
            if (letter >= 0) {
                path.write(ESCAPED.charAt(letter));
                i++;
            } else if (i + 3 < text.length) {
                path.write(Integer.parseInt(new String(text, i, 3, StandardCharsets.US_ASCII), 8));
                i += 3;
            } else {
                throw new IllegalArgumentException("A quoted path ends in a backslash");
            }
        }
        if (text.length < 2 || text[text.length - 1] != '"') {
            throw new IllegalArgumentException("A quoted path without its closing quote");
        }
        return path.toByteArray();
    }
}
