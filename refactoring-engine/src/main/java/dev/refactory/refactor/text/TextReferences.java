package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where texts name a type or a member that is renamed.
///
/// Certain is a type's qualified or binary name (`a.Outer.Inner`, `a.Outer$Inner`), or that of a type
/// inside of it, which is the whole of: a string literal of Java, a line or the file name of
/// `META-INF/services`, a key, value or list item of properties and YAML, a string of JSON, an XML
/// element's text or attribute. These are changed. The unnamed package has no such names.
///
/// Everything else that looks like it is a finding of rule `text-reference`: the qualified name in
/// other places (also written with slashes), the simple name as an identifier of a JVM language that
/// is not read, `Type#member`, `Type.member` and `Type::member` in any text but Java.
public final class TextReferences {
    public static final String RULE = "text-reference";
    /// More would not be read.
    public static final int MAX_FINDINGS = 200;

    private static final int MAX_EXCERPT = 200;

    private final GraphView graph;
    private final TextSearch search;
    private final List<Finding> findings = new ArrayList<>();
    private int unlisted;

    public TextReferences(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.search = new TextSearch(graph, sources);
    }

    /// A type that gets another name.
    ///
    /// @param symbol its spelling; @param binaryName with `$` between nested types
    /// @param inside the type and all types inside of it, by spelling
    public record TypeName(String symbol, String binaryName, String newName, Set<String> inside) {
        String simpleName() {
            return symbol.substring(symbol.lastIndexOf('.') + 1);
        }

        /// Its spelling after the package, nested types after dots.
        boolean named() {
            return symbol.indexOf('.') > 0;
        }
    }

    /// What was found for a type.
    ///
    /// @param certain ranges of its simple name, by path
    /// @param fileRenames of files whose name is the type's
    /// @param findings what only looks like it, by place
    public record Found(
            SortedMap<String, List<Range>> certain, SortedMap<String, String> fileRenames, List<Finding> findings) {}

    /// Every place that names `type`, besides those the compiler knows.
    public Found ofType(TypeName type) {
        SortedMap<String, List<Range>> certain = new TreeMap<>();
        SortedMap<String, String> fileRenames = new TreeMap<>();
        if (type.named()) {
            for (FileInfo file : graph.files()) {
                String renamed = service(file.path(), type);
                if (renamed != null) {
                    fileRenames.put(file.path(), renamed);
                }
            }
        }
        search.forEach(type.simpleName(), file -> true, (file, source) -> {
            List<Range> ranges = new InFile(file, source, type).places();
            if (!ranges.isEmpty()) {
                certain.put(file.path(), ranges);
            }
        });
        return new Found(certain, fileRenames, findings());
    }

    private static @org.jspecify.annotations.Nullable String service(String path, TypeName type) {
        if (!TextGrammar.isService(path)) {
            return null;
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String name = path.substring(folder.length());
        String renamed = type.binaryName()
                        .substring(
                                0,
                                type.binaryName().length() - type.simpleName().length())
                + type.newName();
        boolean itself = name.equals(type.binaryName());
        boolean inside =
                name.startsWith(type.binaryName() + "$") && type.inside().contains(name.replace('$', '.'));
        return itself || inside
                ? folder + renamed + name.substring(type.binaryName().length())
                : null;
    }

    /// What looks like a member, in texts other than Java.
    ///
    /// @param symbol the member asked for
    /// @param name its simple name
    /// @param types simple names of the types that have it
    public List<Finding> ofMember(String symbol, String name, Set<String> types) {
        search.forEach(name, file -> !file.isJava(), (file, source) -> {
            String text = source.text();
            boolean identifier = TextGrammar.of(file.path()) == TextGrammar.OTHER_LANGUAGE
                    && types.stream().anyMatch(type -> !words(text, type).isEmpty());
            for (int at : words(text, name)) {
                if (identifier || types.stream().anyMatch(type -> qualifies(text, at, type))) {
                    report(file, source, new Range(at, at + name.length()), symbol);
                }
            }
        });
        return findings();
    }

    private static boolean qualifies(String text, int at, String type) {
        for (String separator : List.of("#", ".", "::")) {
            int start = at - separator.length() - type.length();
            boolean qualified = start >= 0
                    && text.startsWith(type, start)
                    && text.startsWith(separator, at - separator.length())
                    && !isPart(text, start - 1);
            if (qualified) {
                return true;
            }
        }
        return false;
    }

    /// Where `word` stands as a whole identifier.
    private static List<Integer> words(String text, String word) {
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (!isPart(text, at - 1) && !isPart(text, at + word.length())) {
                found.add(at);
            }
        }
        return found;
    }

    private static boolean isPart(String text, int at) {
        return at >= 0 && at < text.length() && Character.isJavaIdentifierPart(text.charAt(at));
    }

    private List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        if (unlisted > 0) {
            all.add(note(unlisted + " more places in texts look like the renamed name; they are not listed."));
        }
        if (search.left() > 0) {
            all.add(note(search.left() + " files were not searched for the renamed name: more than "
                    + TextSearch.MAX_FILES + " files or " + (TextSearch.MAX_BYTES >> 20) + " MiB of text."));
        }
        return List.copyOf(all);
    }

    private static Finding note(String message) {
        return new Finding(RULE, "warning", "", "", 0, 0, 0, message, "");
    }

    private void report(FileInfo file, SourceText source, Range range, String symbol) {
        if (findings.size() >= MAX_FINDINGS) {
            unlisted++;
            return;
        }
        LineIndex lines = LineIndex.of(source.text());
        int column = lines.column(range.start());
        String line = lines.lineText(range.start());
        findings.add(new Finding(
                RULE,
                "warning",
                symbol,
                file.path(),
                lines.line(range.start()),
                column,
                column + range.length(),
                "This looks like " + symbol + " and was left as it is.",
                line.substring(0, Math.min(MAX_EXCERPT, line.length()))));
    }

    /// One file that holds the simple name of a type.
    private final class InFile {
        private final FileInfo file;
        private final SourceText source;
        private final String text;
        private final TypeName type;
        private final TextGrammar grammar;
        private final boolean writable;
        private final TreeSet<Range> certain = new TreeSet<>();
        private final Set<Integer> seen = new HashSet<>();
        private @org.jspecify.annotations.Nullable JavaTokens tokens;

        InFile(FileInfo file, SourceText source, TypeName type) {
            this.file = file;
            this.source = source;
            this.text = source.text();
            this.type = type;
            this.grammar = TextGrammar.of(file.path());
            this.writable = source.charset().newEncoder().canEncode(type.newName())
                    || source.charset().equals(StandardCharsets.UTF_8);
        }

        List<Range> places() {
            for (String name :
                    type.named() ? new TreeSet<>(List.of(type.symbol(), type.binaryName())) : Set.<String>of()) {
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
            return List.copyOf(certain);
        }

        /// A qualified name; what follows it may be a type inside.
        private void place(int start, int end) {
            boolean longer = isPart(text, end) && text.charAt(end) != '$';
            if (longer || isPart(text, start - 1) || start > 0 && text.charAt(start - 1) == '.') {
                return;
            }
            int whole = end;
            while (isPart(text, whole)
                    || whole < text.length() && text.charAt(whole) == '.' && isPart(text, whole + 1)) {
                whole++;
            }
            String named = type.symbol() + text.substring(end, whole).replace('$', '.');
            boolean sure = type.inside().contains(named)
                    && (file.isJava() ? java(start, whole) : grammar.whole(text, start, whole));
            if (sure && writable) {
                certain.add(new Range(end - type.simpleName().length(), end));
            } else if (!file.isJava() || !isCode(start, end)) {
                looksLike(end);
            }
        }

        private boolean java(int start, int end) {
            JavaTokens found = tokens();
            return start > 0
                    && text.charAt(start - 1) == '"'
                    && end < text.length()
                    && text.charAt(end) == '"'
                    && found.indexAt(start - 1) >= 0
                    && !text.startsWith("\"\"", start - 2 < 0 ? 0 : start - 2);
        }

        /// Whether the compiler has read this place; what it says of it is known.
        private boolean isCode(int start, int end) {
            return tokens().indexAt(end - type.simpleName().length()) >= 0 || documented(start);
        }

        /// Inside a tag of a doc comment, where names are looked up.
        private boolean documented(int start) {
            int open = Math.max(text.lastIndexOf("{@", start), text.lastIndexOf("@", start));
            return open >= 0 && text.substring(open, start).matches("\\{?@\\w+\\s+[^\\s}]*");
        }

        private JavaTokens tokens() {
            if (tokens == null) {
                tokens = JavaTokens.of(text);
            }
            return tokens;
        }

        /// @param end of the simple name
        private void looksLike(int end) {
            Range range = new Range(end - type.simpleName().length(), end);
            boolean word = !isPart(text, end) || text.charAt(end) == '$';
            if (word && !certain.contains(range) && seen.add(end)) {
                report(file, source, range, type.symbol());
            }
        }
    }
}
