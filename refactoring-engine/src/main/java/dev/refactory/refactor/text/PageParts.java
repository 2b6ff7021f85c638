package dev.refactory.refactor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a server page (JSP, tag file) or a template is made of: tags with attributes, directives, Java,
/// expressions. Comments of JSP are left out; what stands in comments of HTML runs, so it counts. Every
/// character is looked at a fixed number of times, whatever is left unclosed.
final class PageParts {
    /// A tag or an expression that is longer is none.
    static final int MAX_LENGTH = 64 << 10;

    private static final List<String> JAVA_ELEMENTS = List.of("jsp:scriptlet", "jsp:expression", "jsp:declaration");

    enum Kind {
        TAG,
        DIRECTIVE,
        JAVA,
        /// `${…}`
        EXPRESSION,
        /// `#{…}`
        DEFERRED,
        /// `*{…}`
        SELECTION
    }

    /// @param start of what is inside: the name of a tag, the first character of Java
    /// @param end exclusive
    record Part(Kind kind, int start, int end) {}

    /// @param start of the value, quotes left out
    record Attribute(String name, int start, int end) {
        String value(String text) {
            return text.substring(start, end);
        }
    }

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    /// Before it no tag, and no expression, begins.
    private int tagsFrom;
    private int expressionsFrom;

    private PageParts(String text) {
        this.text = text;
    }

    /// By where they start; expressions and Java may stand inside of tags.
    static List<Part> of(String text) {
        PageParts page = new PageParts(text);
        int at = 0;
        while (at < text.length()) {
            at = page.next(at);
        }
        return page.parts;
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (c == '<') {
            return text.startsWith("<%", at) ? java(at) : tag(at);
        } else if (c == '\\') {
            return text.startsWith("${", at + 1) || text.startsWith("#{", at + 1) ? at + 2 : at + 1;
        } else if ((c == '$' || c == '#' || c == '*') && text.startsWith("{", at + 1) && at >= expressionsFrom) {
            int end = expressionEnd(at + 2);
            if (end >= 0) {
                parts.add(
                        new Part(c == '$' ? Kind.EXPRESSION : c == '#' ? Kind.DEFERRED : Kind.SELECTION, at + 2, end));
                return end + 1;
            }
        }
        return at + 1;
    }

    private int java(int at) {
        boolean comment = text.startsWith("<%--", at);
        int end = text.indexOf(comment ? "--%>" : "%>", at + 2);
        if (end < 0) {
            return text.length();
        }
        if (comment) {
            return end + 4;
        }
        boolean sign = text.startsWith("=", at + 2) || text.startsWith("!", at + 2);
        boolean directive = text.startsWith("@", at + 2);
        parts.add(new Part(directive ? Kind.DIRECTIVE : Kind.JAVA, at + (sign || directive ? 3 : 2), end));
        return end + 2;
    }

    private int tag(int at) {
        if (at < tagsFrom || at + 1 >= text.length() || !Character.isLetter(text.charAt(at + 1))) {
            return at + 1;
        }
        int end = tagEnd(at + 1);
        if (end < 0) {
            tagsFrom = Math.min(text.length(), at + MAX_LENGTH);
            return at + 1;
        }
        tagsFrom = end;
        String name = name(at + 1, end);
        parts.add(new Part(name.startsWith("jsp:directive.") ? Kind.DIRECTIVE : Kind.TAG, at + 1, end));
        if (JAVA_ELEMENTS.contains(name) && text.charAt(end - 1) != '/') {
            int close = text.indexOf("</" + name, end);
            int until = close < 0 ? text.length() : close;
            parts.add(new Part(Kind.JAVA, end + 1, until));
            return until;
        }
        return at + 1;
    }

    private String name(int start, int end) {
        int at = start;
        while (at < end && (Character.isLetterOrDigit(text.charAt(at)) || ":-_.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    /// Where its `>` is; -1 when it has none.
    private int tagEnd(int from) {
        int last = Math.min(text.length(), from + MAX_LENGTH);
        int at = from;
        while (at < last) {
            char c = text.charAt(at);
            if (c == '>') {
                return at;
            } else if (text.startsWith("<%", at)) {
                at = after("%>", at + 2, last);
            } else if ((c == '"' || c == '\'') && valueStarts(from, at)) {
                at = quoteEnd(c, at + 1, last) + 1;
            } else {
                at++;
            }
        }
        return -1;
    }

    private int quoteEnd(char quote, int from, int last) {
        int at = from;
        while (at < last && text.charAt(at) != quote) {
            at = text.startsWith("<%", at) ? after("%>", at + 2, last) : at + 1;
        }
        return at;
    }

    private int after(String close, int from, int last) {
        for (int at = from; at < last; at++) {
            if (text.startsWith(close, at)) {
                return at + close.length();
            }
        }
        return last;
    }

    private boolean valueStarts(int from, int quote) {
        int at = quote - 1;
        while (at > from && at > quote - 16 && Character.isWhitespace(text.charAt(at))) {
            at--;
        }
        return text.charAt(at) == '=';
    }

    private int expressionEnd(int from) {
        int last = Math.min(text.length(), from + MAX_LENGTH);
        int depth = 0;
        char quote = 0;
        for (int at = from; at < last; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return at;
            }
        }
        expressionsFrom = last;
        return -1;
    }

    /// The attributes of a tag or a directive, names in lower case.
    static List<Attribute> attributes(String text, Part part) {
        List<Attribute> found = new ArrayList<>();
        int at = part.start();
        while (at < part.end()) {
            int equals = text.indexOf('=', at);
            if (equals < 0 || equals >= part.end()) {
                return found;
            }
            int nameEnd = equals;
            while (nameEnd > at && Character.isWhitespace(text.charAt(nameEnd - 1))) {
                nameEnd--;
            }
            int nameStart = nameEnd;
            while (nameStart > at && !Character.isWhitespace(text.charAt(nameStart - 1))) {
                nameStart--;
            }
            int quote = equals + 1;
            while (quote < part.end() && Character.isWhitespace(text.charAt(quote))) {
                quote++;
            }
            if (quote >= part.end() || text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
                at = equals + 1;
                continue;
            }
            int close = new PageParts(text).quoteEnd(text.charAt(quote), quote + 1, part.end());
            found.add(new Attribute(text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT), quote + 1, close));
            at = close + 1;
        }
        return found;
    }

    /// The name of a tag.
    static String tagName(String text, Part tag) {
        return new PageParts(text).name(tag.start(), tag.end());
    }
}
