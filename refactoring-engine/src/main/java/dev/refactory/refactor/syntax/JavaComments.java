package dev.refactory.refactor.syntax;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The comments of a Java file, by place. What tokens leave out is white space and comments, so a
/// `//` in a string is none.
public final class JavaComments {
    private final String text;
    private final List<Comment> comments;

    private JavaComments(String text, List<Comment> comments) {
        this.text = text;
        this.comments = List.copyOf(comments);
    }

    /// @param doc `/** */` or `///`
    public record Comment(Range range, boolean doc) {}

    /// @param tokens of the same text
    public static JavaComments of(String text, JavaTokens tokens) {
        List<Comment> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= tokens.count(); i++) {
            int to = i < tokens.count() ? tokens.start(i) : text.length();
            between(text, from, to, found);
            from = i < tokens.count() ? tokens.end(i) : to;
        }
        return new JavaComments(text, found);
    }

    private static void between(String text, int from, int to, List<Comment> found) {
        int i = from;
        while (i < to) {
            if (text.startsWith("//", i)) {
                int end = Lines.endOf(text, i);
                found.add(new Comment(new Range(i, end), text.startsWith("///", i)));
                i = end;
            } else if (text.startsWith("/*", i)) {
                int close = text.indexOf("*/", i + 2);
                int end = close < 0 ? text.length() : close + 2;
                boolean doc = text.startsWith("/**", i) && end - i > "/**/".length();
                found.add(new Comment(new Range(i, end), doc));
                i = end;
            } else {
                i++;
            }
        }
    }

    /// All of them, in order.
    public List<Comment> all() {
        return comments;
    }

    /// Those that begin in a range of the text.
    public List<Comment> in(int start, int end) {
        return comments.stream()
                .filter(comment ->
                        start <= comment.range().start() && comment.range().start() < end)
                .toList();
    }

    /// The comment around a place.
    public Optional<Comment> at(int offset) {
        return comments.stream()
                .filter(comment -> comment.range().contains(offset))
                .findFirst();
    }

    /// Whether a doc comment refers to something by this simple name: in a tag such as `{@link}`,
    /// `@see`, `@throws`, or in the brackets of a Markdown comment. Whether a compiler could follow
    /// it does not matter; a word of a sentence is none, nor is what stands in code.
    public boolean refersTo(String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int hit = at;
            if (wholeWord(hit, hit + name.length())
                    && at(hit).filter(Comment::doc)
                            .filter(comment -> reference(comment, hit))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean wholeWord(int start, int end) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        char after = end == text.length() ? ' ' : text.charAt(end);
        return !Character.isJavaIdentifierPart(before)
                && before != '.'
                && before != '#'
                && !Character.isJavaIdentifierPart(after);
    }

    private boolean reference(Comment comment, int hit) {
        String before = text.substring(comment.range().start(), hit);
        int inline = before.lastIndexOf("{@");
        if (inline >= 0 && before.indexOf('}', inline) < 0) {
            String tag = word(before, inline + 2);
            return !tag.equals("code") && !tag.equals("literal") && !tag.equals("snippet");
        }
        String line = before.substring(Lines.startOf(before, before.length()));
        String said = line.replaceFirst("^\\s*(/?\\*+|///)?\\s*", "");
        if (said.startsWith("@")) {
            return switch (word(said, 1)) {
                case "see", "throws", "exception", "uses", "provides", "serialData", "link" -> true;
                default -> false;
            };
        }
        int open = line.lastIndexOf('[');
        return text.startsWith("///", comment.range().start()) && open >= 0 && line.indexOf(']', open) < 0;
    }

    private static String word(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }
}
