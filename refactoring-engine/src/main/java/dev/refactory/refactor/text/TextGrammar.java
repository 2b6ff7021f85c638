package dev.refactory.refactor.text;

import java.util.Locale;
import java.util.Set;

/// Kinds of text, and when a name in one is the whole of a value: then it is certain what it means.
enum TextGrammar {
    /// A name on a line of its own, before a comment: `META-INF/services`, Spring's `.imports`.
    LINES,
    /// A key, a value, or an item of a value's list.
    PROPERTIES,
    /// The text of an element, or an attribute's value.
    XML,
    /// A scalar: a key, a value, an item of a list.
    YAML,
    /// A whole string.
    JSON,
    /// Pages of JSP, their parts, tag files: read by [ServerPage].
    PAGE,
    /// Pages that may be templates of Thymeleaf: read by [TemplatePage].
    TEMPLATE,
    /// Read by [SqlNames].
    SQL,
    /// Languages of the JVM that are not read: an identifier may be ours.
    OTHER_LANGUAGE,
    /// Prose, templates, scripts.
    NONE;

    /// What is not decided by so many characters before a name makes nothing certain: every name costs
    /// the same, however long a line is.
    private static final int MAX_BACK = 10_000;

    private static final Set<String> LANGUAGES =
            Set.of("kt", "kts", "groovy", "gradle", "gvy", "scala", "sc", "clj", "ftl", "vm", "aj");

    static TextGrammar of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (isService(path) || extension.equals("imports")) {
            return LINES;
        } else if (LANGUAGES.contains(extension)) {
            return OTHER_LANGUAGE;
        }
        return switch (extension) {
            case "properties", "factories", "handlers", "schemas", "tooling", "mf" -> PROPERTIES;
            case "xml", "xsd", "wsdl", "xhtml", "tld", "fxml", "jrxml", "hbm" -> XML;
            case "yml", "yaml" -> YAML;
            case "json" -> JSON;
            case "jsp", "jspf", "jspx", "tag", "tagx", "tagf" -> PAGE;
            case "html", "htm" -> TEMPLATE;
            case "sql", "ddl" -> SQL;
            default -> NONE;
        };
    }

    /// A file whose name is a service and whose lines are its providers.
    static boolean isService(String path) {
        int folder = path.lastIndexOf('/');
        return folder >= 0 && ("/" + path.substring(0, folder)).endsWith("/META-INF/services");
    }

    /// Whether the name in `[start, end)` of `text` is all there is.
    boolean whole(String text, int start, int end) {
        int before = start - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        int after = end;
        while (after < text.length() && (text.charAt(after) == ' ' || text.charAt(after) == '\t')) {
            after++;
        }
        return switch (this) {
            case LINES -> lineStarts(text, before) && (lineEnds(text, after) || text.charAt(after) == '#');
            case PROPERTIES ->
                (lineStarts(text, before) || "=:,".indexOf(text.charAt(before)) >= 0)
                        && (lineEnds(text, after) || "=:,\\".indexOf(text.charAt(after)) >= 0)
                        && !commented(text, start);
            case XML -> quoted(text, start, end) && inTag(text, start) || element(text, start, end);
            case YAML ->
                (quoted(text, start, end)
                                || (lineStarts(text, before) || ":-[,".indexOf(text.charAt(before)) >= 0)
                                        && (lineEnds(text, after) || ":],#".indexOf(text.charAt(after)) >= 0))
                        && !commented(text, start);
            case JSON -> quoted(text, start, end) && text.charAt(start - 1) == '"';
            case PAGE, TEMPLATE, SQL, OTHER_LANGUAGE, NONE -> false;
        };
    }

    private static boolean lineStarts(String text, int before) {
        return before < 0 || "\r\n\uFEFF".indexOf(text.charAt(before)) >= 0;
    }

    private static boolean lineEnds(String text, int after) {
        return after >= text.length() || "\r\n".indexOf(text.charAt(after)) >= 0;
    }

    private static boolean quoted(String text, int start, int end) {
        return start > 0
                && end < text.length()
                && (text.charAt(start - 1) == '"' || text.charAt(start - 1) == '\'')
                && text.charAt(end) == text.charAt(start - 1);
    }

    private static boolean commented(String text, int start) {
        int line = start;
        while (line > 0 && "\r\n".indexOf(text.charAt(line - 1)) < 0) {
            line--;
            if (start - line > MAX_BACK) {
                return true;
            }
        }
        String head = text.substring(line, start).stripLeading();
        return head.startsWith("#") || head.startsWith("!") || head.contains(" #");
    }

    private static boolean inTag(String text, int start) {
        int open = before('<', text, start);
        return open >= 0 && before('>', text, start) < open && !text.startsWith("<!--", open);
    }

    /// Whether the `>` at `end` ends an opening tag.
    private static boolean opens(String text, int end) {
        int open = before('<', text, end);
        return open >= 0 && "/!?".indexOf(text.charAt(open + 1)) < 0 && text.charAt(end - 1) != '/';
    }

    /// The last one up to `from`; -1 when it is too far away.
    private static int before(char sign, String text, int from) {
        int last = Math.max(0, from - MAX_BACK);
        for (int at = Math.min(from, text.length() - 1); at >= last; at--) {
            if (text.charAt(at) == sign) {
                return at;
            }
        }
        return -1;
    }

    private static boolean element(String text, int start, int end) {
        int before = start - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        int after = end;
        while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
            after++;
        }
        return before >= 0
                && after < text.length()
                && text.charAt(before) == '>'
                && text.startsWith("</", after)
                && opens(text, before);
    }
}
