package dev.refactory.index.java.child;

/// Takes comments out of a text nobody looks into, so that they are not read again and again.
final class Comments {
    private Comments() {}

    /// @param text without syntax errors
    /// @return the same code; all of the text where a comment may mean something to the compiler, or where it
    ///     takes more to tell what one is
    static String drop(String text) {
        if (text.contains("@deprecated") || text.contains("\\u")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int kept = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = literal(text, at);
            } else if (c == '/' && text.startsWith("//", at)) {
                out.append(text, kept, at);
                at = line(text, at);
                kept = at;
            } else if (c == '/' && text.startsWith("/*", at)) {
                out.append(text, kept, at).append(' ');
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
                kept = at;
            } else {
                at++;
            }
        }
        return out.append(text, kept, text.length()).toString();
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
