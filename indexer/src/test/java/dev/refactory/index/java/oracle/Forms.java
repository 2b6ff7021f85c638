package dev.refactory.index.java.oracle;

/// Other ways to write the same program.
public final class Forms {
    private Forms() {}

    /// Every word outside comments and literals with its first letter as a unicode escape, keywords too.
    public static String escaped(String source) {
        Written written = new Written(source);
        StringBuilder out = new StringBuilder();
        int end = 0;
        for (Written.Token token = written.from(0); token != null; token = written.from(token.end())) {
            out.append(source, end, token.start());
            char first = source.charAt(token.start());
            boolean word = Character.isJavaIdentifierStart(first) && !Character.isSurrogate(first);
            if (word) {
                out.append("\\u".concat("u".repeat(token.index() % 3)))
                        .append("%04x".formatted((int) first))
                        .append(source, token.start() + 1, token.end());
            } else {
                out.append(source, token.start(), token.end());
            }
            end = token.end();
        }
        return out.append(source, end, source.length()).toString();
    }

    /// As some editors leave it: marked, indented with tabs, lines ended with two characters.
    public static String marked(String source) {
        return "\uFEFF" + source.replace("    ", "\t").replace("\n", "\r\n");
    }
}
