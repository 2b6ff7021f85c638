package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The qualified, binary and slashed name of a type in one file of any kind: certain where it is the
/// whole of a value.
final class QualifiedNames {
    /// Between a documentation tag and the name in it.
    private static final int MAX_TAG = 1_000;

    /// @param range of the type's simple name
    record Place(Range range, boolean certain) {}

    private final FileInfo file;
    private final String text;
    private final TextReferences.TypeName type;
    private final TextGrammar grammar;
    private final List<Place> found = new ArrayList<>();
    private @org.jspecify.annotations.Nullable JavaTokens tokens;

    private QualifiedNames(FileInfo file, String text, TextReferences.TypeName type) {
        this.file = file;
        this.text = text;
        this.type = type;
        this.grammar = TextGrammar.of(file.path());
    }

    /// By no order; some twice, certain ones first.
    static List<Place> of(FileInfo file, String text, TextReferences.TypeName type) {
        QualifiedNames names = new QualifiedNames(file, text, type);
        names.read();
        return names.found;
    }

    private void read() {
        for (String name : type.named() ? new TreeSet<>(List.of(type.symbol(), type.binaryName())) : Set.<String>of()) {
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                place(at, at + name.length());
            }
        }
        if (type.named()) {
            String slashed = type.binaryName().replace('.', '/');
            for (int at = text.indexOf(slashed); at >= 0; at = text.indexOf(slashed, at + 1)) {
                looksLike(at + slashed.length());
            }
        }
        if (grammar == TextGrammar.OTHER_LANGUAGE) {
            words(text, type.simpleName())
                    .forEach(at -> looksLike(at + type.simpleName().length()));
        }
    }

    /// A qualified name; what follows it may be a type inside.
    private void place(int start, int end) {
        boolean longer = isPart(text, end) && text.charAt(end) != '$';
        if (longer || isPart(text, start - 1) || start > 0 && text.charAt(start - 1) == '.') {
            return;
        }
        int whole = end;
        while (isPart(text, whole) || whole < text.length() && text.charAt(whole) == '.' && isPart(text, whole + 1)) {
            whole++;
        }
        String named = type.symbol() + text.substring(end, whole).replace('$', '.');
        boolean sure = type.inside().contains(named)
                && (file.isJava() ? java(start, whole) : grammar.whole(text, start, whole));
        if (sure) {
            found.add(new Place(new Range(end - type.simpleName().length(), end), true));
        } else if (!file.isJava() || !isCode(start, end)) {
            looksLike(end);
        }
    }

    private boolean java(int start, int end) {
        JavaTokens known = tokens();
        return start > 0
                && text.charAt(start - 1) == '"'
                && end < text.length()
                && text.charAt(end) == '"'
                && known.indexAt(start - 1) >= 0
                && !text.startsWith("\"\"", start - 2 < 0 ? 0 : start - 2);
    }

    /// Whether the compiler has read this place; what it says of it is known.
    private boolean isCode(int start, int end) {
        return tokens().indexAt(end - type.simpleName().length()) >= 0 || documented(text, start);
    }

    /// Inside a tag of a doc comment, where names are looked up.
    static boolean documented(String text, int start) {
        int open = start;
        while (open > 0 && text.charAt(open) != '@' && start - open < MAX_TAG) {
            open--;
        }
        open -= open > 0 && text.charAt(open - 1) == '{' ? 1 : 0;
        return text.startsWith("@", open + (text.charAt(open) == '{' ? 1 : 0))
                && text.substring(open, start).matches("\\{?@\\w+\\s+[^\\s}]*");
    }

    private JavaTokens tokens() {
        if (tokens == null) {
            tokens = JavaTokens.of(text);
        }
        return tokens;
    }

    /// @param end of the simple name
    private void looksLike(int end) {
        boolean word = !isPart(text, end) || text.charAt(end) == '$';
        if (word) {
            found.add(new Place(new Range(end - type.simpleName().length(), end), false));
        }
    }

    /// Where `word` stands as a whole identifier.
    static List<Integer> words(String text, String word) {
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (!isPart(text, at - 1) && !isPart(text, at + word.length())) {
                found.add(at);
            }
        }
        return found;
    }

    static boolean isPart(String text, int at) {
        return at >= 0 && at < text.length() && Character.isJavaIdentifierPart(text.charAt(at));
    }
}
