package dev.refactory.index.java.child;

import com.sun.tools.javac.parser.Lexer;
import com.sun.tools.javac.parser.Tokens.Token;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.refactory.graph.model.Range;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Where the tokens of a text stand, and among them its words (identifiers and keywords), as the compiler's scanner
/// sees them: outside comments and literals, an identifier with unicode escapes at its full written length.
final class Tokens {
    private final String text;
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int size;
    /// Start and end of each token, one after the other.
    private int[] all = new int[1024];

    private int allSize;

    private Tokens(String text) {
        this.text = text;
    }

    static Tokens of(Syntax syntax, SourceFile file, String text) {
        Tokens tokens = new Tokens(text);
        syntax.silently(file, () -> {
            Lexer lexer = syntax.scan(text, false);
            lexer.nextToken();
            for (Token token = lexer.token(); token.kind != TokenKind.EOF; token = lexer.token()) {
                tokens.addToAll(token.pos, token.endPos);
                if (tokens.isWord(token)) {
                    tokens.add(token.pos, token.endPos);
                }
                lexer.nextToken();
            }
            return tokens;
        });
        return tokens;
    }

    private boolean isWord(Token token) {
        char first = text.charAt(token.pos);
        return first == '\\' || Character.isJavaIdentifierStart(first) || Character.isSurrogate(first);
    }

    private void add(int start, int end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        starts[size] = start;
        ends[size++] = end;
    }

    private void addToAll(int start, int end) {
        if (allSize == all.length) {
            all = Arrays.copyOf(all, allSize * 2);
        }
        all[allSize++] = start;
        all[allSize++] = end;
    }

    /// Takes the places of tokens.
    interface Reader {
        void at(int start, int end);
    }

    /// Hands out, in order, every token that begins at `from` or behind it and before `to`.
    void each(int from, int to, Reader reader) {
        int low = 0;
        int high = allSize / 2;
        while (low < high) {
            int middle = low + high >>> 1;
            if (all[middle * 2] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low * 2; i < allSize && all[i] < to; i += 2) {
            reader.at(all[i], all[i + 1]);
        }
    }

    /// Hands out every word's [String#hashCode], unicode escapes translated.
    void eachName(IntConsumer reader) {
        for (int i = 0; i < size; i++) {
            int hash = 0;
            boolean escaped = false;
            for (int at = starts[i]; at < ends[i]; at++) {
                escaped |= text.charAt(at) == '\\';
                hash = 31 * hash + text.charAt(at);
            }
            reader.accept(escaped ? translated(new Range(starts[i], ends[i])).hashCode() : hash);
        }
    }

    /// The word that starts at `offset`, or null.
    @Nullable
    Range startingAt(int offset) {
        int i = Arrays.binarySearch(starts, 0, size, offset);
        return i < 0 ? null : new Range(starts[i], ends[i]);
    }

    /// The word that ends at `offset`, or null.
    @Nullable
    Range endingAt(int offset) {
        int i = Arrays.binarySearch(ends, 0, size, offset);
        return i < 0 ? null : new Range(starts[i], ends[i]);
    }

    /// The first word that starts after `offset`, or null.
    @Nullable
    Range firstAfter(int offset) {
        int i = Arrays.binarySearch(starts, 0, size, offset + 1);
        int at = i < 0 ? -i - 1 : i;
        return at < size ? new Range(starts[at], ends[at]) : null;
    }

    /// Whether the word at `range` means `name`, unicode escapes translated.
    boolean means(Range range, CharSequence name) {
        if (range.length() == name.length() && text.startsWith(name.toString(), range.start())) {
            return true;
        }
        return text.indexOf('\\', range.start()) < range.end()
                && text.indexOf('\\', range.start()) >= 0
                && translated(range).contentEquals(name);
    }

    /// The name written at `range`, unicode escapes translated; as it stands when one of them is broken.
    String translated(Range range) {
        return translated(text.substring(range.start(), range.end()));
    }

    static String translated(String written) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < written.length()) {
            char c = written.charAt(i);
            if (c != '\\') {
                out.append(c);
                i++;
                continue;
            }
            int digits = i + 1;
            while (digits < written.length() && written.charAt(digits) == 'u') {
                digits++;
            }
            if (digits + 4 > written.length()
                    || !written.substring(digits, digits + 4).matches("\\p{XDigit}{4}")) {
                return written;
            }
            out.append((char) HexFormat.fromHexDigits(written, digits, digits + 4));
            i = digits + 4;
        }
        return out.toString();
    }
}
