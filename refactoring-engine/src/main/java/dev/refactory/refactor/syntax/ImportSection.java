package dev.refactory.refactor.syntax;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands before a file's first declaration: its package and its imports, as they are written.
/// Of any Java file, also `package-info.java`, whose annotations come first, and `module-info.java`.
/// Immutable.
public final class ImportSection {
    private final String text;
    private final JavaTokens tokens;
    private final JavaComments comments;
    private final List<Import> imports;
    private final Optional<Range> packageStatement;
    private final String packageName;
    private final boolean wellFormed;
    private final int bodyToken;

    private ImportSection(String text, JavaTokens tokens, Reader reader) {
        this.text = text;
        this.tokens = tokens;
        this.comments = JavaComments.of(text, tokens);
        this.imports = List.copyOf(reader.imports);
        this.packageStatement = Optional.ofNullable(reader.packageStatement);
        this.packageName = reader.packageName;
        this.wellFormed = reader.wellFormed;
        this.bodyToken = reader.at;
    }

    /// How an import brings in what it names.
    public enum Kind {
        TYPE,
        STATIC,
        MODULE
    }

    /// One import.
    ///
    /// @param statement from `import` to the semicolon, stray ones directly behind it included
    /// @param last the simple name at the end, or the asterisk
    /// @param onDemand whether it ends in an asterisk
    /// @param name qualified, without the asterisk, unicode escapes and white space translated
    public record Import(Range statement, Range last, Kind kind, boolean onDemand, String name) {
        /// The last part of its name.
        public String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        /// What its names are members of: itself when it is on demand; empty for a name alone.
        public String container() {
            return onDemand ? name : name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }

        public boolean isStatic() {
            return kind == Kind.STATIC;
        }

        /// Whether both say the same.
        public boolean repeats(Import other) {
            return kind == other.kind && onDemand == other.onDemand && name.equals(other.name);
        }
    }

    public static ImportSection of(String text) {
        JavaTokens tokens = JavaTokens.of(text);
        Reader reader = new Reader(tokens, text);
        reader.run();
        return new ImportSection(text, tokens, reader);
    }

    public String text() {
        return text;
    }

    public JavaTokens tokens() {
        return tokens;
    }

    public JavaComments comments() {
        return comments;
    }

    /// In order.
    public List<Import> imports() {
        return imports;
    }

    /// From `package` to its semicolon.
    public Optional<Range> packageStatement() {
        return packageStatement;
    }

    /// Empty in the unnamed package, and in a `module-info.java`.
    public String packageName() {
        return packageName;
    }

    /// Whether every statement of the section is one; what is not cannot be edited.
    public boolean wellFormed() {
        return wellFormed;
    }

    /// Where the first token behind the section starts; the end of the text when there is none.
    public int bodyStart() {
        return bodyToken < tokens.count() ? tokens.start(bodyToken) : text.length();
    }

    /// The first token behind the section.
    public int bodyToken() {
        return bodyToken;
    }

    /// Where text starts, behind a byte order mark.
    public int start() {
        return !text.isEmpty() && text.charAt(0) == SourceText.BYTE_ORDER_MARK ? 1 : 0;
    }

    /// The file's own.
    public String lineEnding() {
        return Lines.ending(text);
    }

    /// Whether a place is in an import.
    public boolean imports(int offset) {
        return imports.stream().anyMatch(each -> each.statement().contains(offset));
    }

    /// One pass over the tokens.
    private static final class Reader {
        private final JavaTokens tokens;
        private final String text;
        private final List<Import> imports = new ArrayList<>();
        private @org.jspecify.annotations.Nullable Range packageStatement;
        private String packageName = "";
        private boolean wellFormed = true;
        private int at;

        Reader(JavaTokens tokens, String text) {
            this.tokens = tokens;
            this.text = text;
        }

        void run() {
            boolean more = true;
            while (more && at < tokens.count()) {
                more = switch (tokens.at(at)) {
                    case "import" -> readImport();
                    case "package" -> readPackage(at);
                    case "@" -> annotatedPackage();
                    case ";" -> ++at > 0;
                    default -> false;
                };
            }
        }

        /// Annotations belong to the section when a package follows them.
        private boolean annotatedPackage() {
            int end = at;
            while (tokens.at(end).equals("@") && !tokens.at(end + 1).equals("interface")) {
                end += 2;
                while (tokens.at(end).equals(".")) {
                    end += 2;
                }
                if (tokens.at(end).equals("(")) {
                    end = closing(end) + 1;
                }
            }
            return tokens.at(end).equals("package") && packageStatement == null && readPackage(end);
        }

        private int closing(int open) {
            int depth = 0;
            for (int i = open; i < tokens.count(); i++) {
                depth += tokens.at(i).equals("(") ? 1 : tokens.at(i).equals(")") ? -1 : 0;
                if (depth == 0) {
                    return i;
                }
            }
            return tokens.count();
        }

        private boolean readPackage(int keyword) {
            int semicolon = semicolon(keyword + 1);
            if (semicolon < 0 || packageStatement != null || !imports.isEmpty()) {
                wellFormed = false;
                return false;
            }
            packageName = name(keyword + 1, semicolon);
            packageStatement = new Range(tokens.start(keyword), tokens.end(semicolon));
            at = semicolon + 1;
            return true;
        }

        private boolean readImport() {
            int keyword = at;
            int semicolon = semicolon(keyword + 1);
            if (semicolon < 0) {
                wellFormed = false;
                return false;
            }
            Kind kind = Kind.TYPE;
            int first = keyword + 1;
            if (tokens.at(first).equals("static")) {
                kind = Kind.STATIC;
                first++;
            } else if (tokens.at(first).equals("module")
                    && !tokens.at(first + 1).equals(".")) {
                kind = Kind.MODULE;
                first++;
            }
            boolean onDemand = tokens.at(semicolon - 1).equals("*");
            String name = name(first, onDemand ? semicolon - 2 : semicolon);
            int end = semicolon;
            while (tokens.at(end + 1).equals(";") && sameLine(tokens.end(end), tokens.start(end + 1))) {
                end++;
            }
            Range last = new Range(tokens.start(semicolon - 1), tokens.end(semicolon - 1));
            wellFormed &= !name.isEmpty();
            imports.add(new Import(
                    new Range(tokens.start(keyword), tokens.end(end)),
                    last,
                    kind,
                    onDemand || kind == Kind.MODULE,
                    name));
            at = end + 1;
            return wellFormed;
        }

        private boolean sameLine(int from, int to) {
            return Lines.blank(text, from, to) && Lines.endOf(text, from) >= to;
        }

        /// The semicolon that ends a statement of names; -1 when something else comes first.
        private int semicolon(int from) {
            for (int i = from; i < tokens.count(); i++) {
                String token = tokens.at(i);
                if (token.equals(";")) {
                    return i;
                } else if (!token.equals(".") && !token.equals("*") && !identifier(token)) {
                    return -1;
                }
            }
            return -1;
        }

        private static boolean identifier(String token) {
            String plain = JavaTokens.unescape(token);
            return !plain.isEmpty() && Character.isJavaIdentifierStart(plain.codePointAt(0));
        }

        /// Identifiers with dots between them; empty when the tokens are something else.
        private String name(int from, int to) {
            StringBuilder name = new StringBuilder();
            for (int i = from; i < to; i++) {
                boolean dot = (i - from) % 2 == 1;
                String token = tokens.at(i);
                if (dot != token.equals(".") || token.equals("*")) {
                    return "";
                }
                name.append(JavaTokens.unescape(token));
            }
            return (to - from) % 2 == 1 ? name.toString() : "";
        }
    }
}
