package dev.refactory.index.java.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names a source file is listed under: enough to know which file to read for a name.
///
/// @param packageName empty for the unnamed package
/// @param types simple names of its top-level types, in order; none for a module's declaration
public record TypeNames(String packageName, List<String> types) {
    /// Of a file nothing can refer to.
    public static final TypeNames NONE = new TypeNames("", List.of());

    public TypeNames {
        types = List.copyOf(types);
    }

    public static boolean ofModule(String path) {
        return path.equals("module-info.java") || path.endsWith("/module-info.java");
    }

    /// What the compiler's parser would find, read without it.
    /// @param text without a byte order mark
    /// @return null where only the parser can tell: an escaped letter in code, a file of bare methods, a
    ///     file that is not Java
    public static @Nullable TypeNames scan(String text) {
        return new Scan(text).names();
    }

    /// Skips what is nested and reads the words that are not.
    private static final class Scan {
        private static final Set<String> MODIFIERS = Set.of(
                "public", "protected", "private", "static", "abstract", "final", "strictfp", "sealed", "non", "open");

        private final String text;
        private final List<String> types = new ArrayList<>();
        private String packageName = "";
        private int at;
        /// A type's name has been read, its body has not begun.
        private boolean inHeader;

        Scan(String text) {
            this.text = text;
        }

        @Nullable
        TypeNames names() {
            if (escapesAscii()) {
                return null;
            }
            while (skipToNext()) {
                char c = text.charAt(at);
                boolean understood;
                if (Character.isJavaIdentifierStart(c) || Character.isSurrogate(c)) {
                    understood = word(readWord());
                } else if (c == '@') {
                    at++;
                    understood = annotation();
                } else if (c == '{') {
                    understood = inHeader && skipNested();
                    inHeader = false;
                } else if (c == ';') {
                    at++;
                    understood = !inHeader;
                } else {
                    understood = inHeader ? header(c) : c == '-' && text.startsWith("-sealed", at);
                    at += understood && c != '(' ? 1 : 0;
                }
                if (!understood) {
                    return null;
                }
            }
            return inHeader ? null : new TypeNames(packageName, types);
        }

        /// Between a type's name and its body.
        private boolean header(char c) {
            return switch (c) {
                case '<', '>', ',', '.', '?', '&', '[', ']' -> true;
                case '(' -> skipNested();
                default -> false;
            };
        }

        private boolean word(String word) {
            if (inHeader) {
                return true;
            }
            return switch (word) {
                case "package" -> {
                    packageName = name();
                    yield upToSemicolon();
                }
                case "import" -> upToSemicolon();
                case "class", "interface", "enum" -> type();
                case "record" -> type();
                default -> MODIFIERS.contains(word);
            };
        }

        private boolean type() {
            if (!skipToNext() || !Character.isJavaIdentifierStart(text.charAt(at))) {
                return false;
            }
            types.add(readWord());
            inHeader = true;
            return true;
        }

        /// `@interface`, or an annotation with its arguments.
        private boolean annotation() {
            if (!skipToNext()) {
                return false;
            }
            int start = at;
            if (readWord().equals("interface")) {
                return type();
            }
            at = start;
            if (name().isEmpty()) {
                return false;
            }
            return !skipToNext() || text.charAt(at) != '(' || skipNested();
        }

        /// Words with dots between them, as one.
        private String name() {
            StringBuilder name = new StringBuilder();
            while (skipToNext() && Character.isJavaIdentifierStart(text.charAt(at))) {
                name.append(readWord());
                int end = at;
                if (!skipToNext() || text.charAt(at) != '.') {
                    at = end;
                    break;
                }
                name.append('.');
                at++;
            }
            return name.toString();
        }

        private boolean upToSemicolon() {
            while (skipToNext()) {
                char c = text.charAt(at++);
                if (c == ';') {
                    return true;
                }
                if (c != '.' && c != '*' && !Character.isJavaIdentifierPart(c) && !Character.isSurrogate(c)) {
                    return false;
                }
            }
            return false;
        }

        private String readWord() {
            int start = at;
            while (at < text.length()
                    && (Character.isJavaIdentifierPart(text.charAt(at)) || Character.isSurrogate(text.charAt(at)))) {
                at++;
            }
            return text.substring(start, at);
        }

        /// From an opening bracket to behind the one that closes it.
        private boolean skipNested() {
            int depth = 0;
            while (skipToNext()) {
                char c = text.charAt(at);
                switch (c) {
                    case '{', '(' -> depth++;
                    case '}', ')' -> depth--;
                    case '\\' -> {
                        return false;
                    }
                    case '"', '\'' -> {
                        if (!skipLiteral(c)) {
                            return false;
                        }
                        continue;
                    }
                    default -> {}
                }
                at++;
                if (depth == 0) {
                    return true;
                }
            }
            return false;
        }

        private boolean skipLiteral(char quote) {
            boolean block = text.startsWith("\"\"\"", at);
            at += block ? 3 : 1;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\\') {
                    at += 2;
                } else if (block ? text.startsWith("\"\"\"", at) : c == quote) {
                    at += block ? 3 : 1;
                    return true;
                } else if (!block && (c == '\n' || c == '\r')) {
                    return false;
                } else {
                    at++;
                }
            }
            return false;
        }

        /// To the next character that is neither space nor comment; false at the end.
        private boolean skipToNext() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                    at++;
                } else if (c != '/') {
                    return true;
                } else if (text.startsWith("//", at)) {
                    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                        at++;
                    }
                } else if (text.startsWith("/*", at)) {
                    int end = text.indexOf("*/", at + 2);
                    // Where it never ends, the rest is no code.
                    at = end < 0 ? text.length() : end + 2;
                } else {
                    return true;
                }
            }
            return false;
        }

        /// A quote, a line's end or a comment's could be hidden.
        private boolean escapesAscii() {
            for (int i = text.indexOf("\\u"); i >= 0; i = text.indexOf("\\u", i + 2)) {
                int digits = i + 1;
                while (digits < text.length() && text.charAt(digits) == 'u') {
                    digits++;
                }
                if (text.startsWith("00", digits)
                        && digits + 2 < text.length()
                        && Character.digit(text.charAt(digits + 2), 16) < 8) {
                    return true;
                }
            }
            return false;
        }
    }
}
