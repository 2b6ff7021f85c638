package dev.refactory.index.java.child;

/// Takes comments out of a text nobody looks into, so that they are not read again and again.
final class Comments {
    private Comments() {}

    /// What the compiler looks for in them.
    private static final String TOLD = "@deprecated";

    /// @param text without syntax errors
    /// @return the same code, with the comments that may mean something to the compiler; all of the text where it
    ///     takes more to tell what a comment is
    static String drop(String text) {
        if (text.contains("\\u")) {
            return text;
        }
        int told = text.indexOf(TOLD);
        StringBuilder out = new StringBuilder(text.length());
        int kept = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = literal(text, at);
            } else if (c == '/' && (text.startsWith("//", at) || text.startsWith("/*", at))) {
                int end = text.charAt(at + 1) == '/' ? lines(text, at) : block(text, at);
                told = told >= 0 && told < at ? text.indexOf(TOLD, at) : told;
                if (told < 0 || told >= end) {
                    // Between two words, the comment may be all that parts them.
                    out.append(text, kept, at).append(text.charAt(at + 1) == '/' ? "" : " ");
                    kept = end;
                }
                at = end;
            } else {
                at++;
            }
        }
        return out.append(text, kept, text.length()).toString();
    }

    private static int block(String text, int start) {
        int end = text.indexOf("*/", start + 2);
        return end < 0 ? text.length() : end + 2;
    }

    /// Lines of `///` that follow each other are one comment.
    private static int lines(String text, int start) {
        int next = start;
        int end;
        do {
            end = line(text, next);
            next = end;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
        } while (text.startsWith("///", start) && text.startsWith("///", next));
        return end;
    }

    private static int line(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /// Behind a literal.
    private static int literal(String text, int start) {
        String quote = text.startsWith("\"\"\"", start) ? "\"\"\"" : text.substring(start, start + 1);
        int at = start + quote.length();
        while (at < text.length() && !text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + quote.length();
    }
}
