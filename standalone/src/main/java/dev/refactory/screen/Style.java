package dev.refactory.screen;

/// Colours and signs of one stream.
///
/// @param colour whether escape sequences are written
/// @param unicode whether signs beyond ASCII are written
public record Style(boolean colour, boolean unicode) {
    /// Neither.
    public static final Style PLAIN = new Style(false, false);

    public String bold(String text) {
        return wrap("1", text);
    }

    public String dim(String text) {
        return wrap("2", text);
    }

    public String red(String text) {
        return wrap("31", text);
    }

    public String green(String text) {
        return wrap("32", text);
    }

    public String yellow(String text) {
        return wrap("33", text);
    }

    public String cyan(String text) {
        return wrap("36", text);
    }

    public String tick() {
        return green(unicode ? "✓" : "ok");
    }

    public String cross() {
        return red(unicode ? "✗" : "x");
    }

    public String dot() {
        return unicode ? "·" : "-";
    }

    private String wrap(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /// The length on the screen: without escape sequences.
    public static int width(String text) {
        return text.replaceAll("\033\\[[0-9;]*m", "").length();
    }

    /// Text of a repository or a server as it may be shown: control characters, which could drive
    /// the terminal, are replaced.
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c ->
                        c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) ? '?' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
