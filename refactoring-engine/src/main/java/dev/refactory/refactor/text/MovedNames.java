package dev.refactory.refactor.text;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where texts name types that come into another package, or a package that gets another name,
/// besides what the compiler knows.
///
/// Certain is a type's qualified or binary name where [TextReferences] is certain of it: the package
/// in front of it is changed. A package's name alone, or in front of what is no type of it, and what
/// is written with slashes only look like it, and are findings.
public final class MovedNames {
    private static final String WAY = " and was left as it is.";

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final Moves moves;
    private final Members members;
    private final Entities entities;
    private final SortedMap<String, SortedMap<Range, String>> changes = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int unlisted;

    private MovedNames(GraphView graph, Recipe.Sources sources, Moves moves) {
        this.graph = graph;
        this.sources = sources;
        this.moves = moves;
        this.members = new Members(graph, sources);
        this.entities = Entities.of(graph, sources, members);
    }

    /// What moves.
    ///
    /// @param types top-level types, old spelling to new
    /// @param inside the types and all types inside of them
    /// @param packages that get another name as a whole, old to new
    public record Moves(SortedMap<String, String> types, Set<String> inside, SortedMap<String, String> packages) {
        SortedSet<String> named() {
            SortedSet<String> named = new TreeSet<>(packages.keySet());
            types.keySet().forEach(type -> named.add(qualifier(type)));
            named.remove("");
            return named;
        }
    }

    /// What was found.
    ///
    /// @param changes by path and range, the text to write there
    /// @param fileRenames of files whose name is a type's
    /// @param findings what only looks like a name that changes, and what was not looked at
    public record Found(
            SortedMap<String, SortedMap<Range, String>> changes,
            SortedMap<String, String> fileRenames,
            List<Finding> findings) {}

    public static Found of(GraphView graph, Recipe.Sources sources, Moves moves) {
        MovedNames names = new MovedNames(graph, sources, moves);
        return names.found();
    }

    private Found found() {
        TextSearch search = new TextSearch(graph, sources);
        List<TextSearch.Needle> needles = new ArrayList<>();
        for (String name : moves.named()) {
            needles.add(new TextSearch.Needle(name, false, file -> true));
            if (name.indexOf('.') > 0) {
                needles.add(new TextSearch.Needle(name.replace('.', '/'), false, file -> !file.isJava()));
            }
        }
        if (!needles.isEmpty()) {
            search.forEach(needles, this::read);
        }
        if (unlisted > 0) {
            findings.add(note(unlisted + " more places in texts look like a name that changes; they are not listed."));
        }
        if (search.left() > 0) {
            findings.add(note(search.left() + " files were not searched for names in texts: there are too many."));
        }
        return new Found(changes, fileRenames(), List.copyOf(findings));
    }

    private static Finding note(String message) {
        return new Finding(TextReferences.RULE, "warning", "", "", 0, 0, 0, message, "");
    }

    private SortedMap<String, String> fileRenames() {
        SortedMap<String, String> renames = new TreeMap<>();
        for (FileInfo file : graph.files()) {
            String path = file.path();
            String name = path.substring(path.lastIndexOf('/') + 1);
            String target = TextGrammar.isService(path) && moves.inside().contains(name.replace('$', '.'))
                    ? moves.types().get(name.split("\\$", 2)[0])
                    : null;
            if (target != null) {
                String rest = name.indexOf('$') < 0 ? "" : name.substring(name.indexOf('$'));
                renames.put(path, path.substring(0, path.length() - name.length()) + target + rest);
            }
        }
        return renames;
    }

    private void read(FileInfo file, SourceText source) {
        String text = source.text();
        Set<Range> followed = followed(file, text);
        JavaTokens tokens = file.isJava() ? JavaTokens.of(text) : JavaTokens.of("");
        for (String name : moves.named()) {
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                int end = at + name.length();
                boolean word = !QualifiedNames.isPart(text, at - 1) && !QualifiedNames.isPart(text, end);
                if (word && !(file.isJava() && isCode(file, text, tokens, at))) {
                    dotted(file, text, tokens, new Range(at, end), name, followed);
                }
            }
            String slashed = name.replace('.', '/');
            for (int at = text.indexOf(slashed); at >= 0 && name.indexOf('.') > 0; at = text.indexOf(slashed, at + 1)) {
                slashed(file, text, at, at + slashed.length(), name);
            }
        }
    }

    /// Whether the compiler has read this place: of a module's documentation there are no facts.
    private static boolean isCode(FileInfo file, String text, JavaTokens tokens, int start) {
        return tokens.indexAt(start) >= 0
                || QualifiedNames.documented(text, start) && !file.path().endsWith("module-info.java");
    }

    private void dotted(FileInfo file, String text, JavaTokens tokens, Range range, String name, Set<Range> followed) {
        boolean prefixed = range.start() > 0 && text.charAt(range.start() - 1) == '.';
        int word = range.end() + 1;
        boolean more = text.startsWith(".", range.end()) && QualifiedNames.isPart(text, word);
        if (!more) {
            boolean looks = moves.packages().containsKey(name) && name.indexOf('.') > 0;
            if (looks) {
                looksLike(file, range, name);
            }
            return;
        }
        int whole = word;
        while (QualifiedNames.isPart(text, whole)
                || text.startsWith(".", whole) && QualifiedNames.isPart(text, whole + 1)) {
            whole++;
        }
        String rest = text.substring(word, whole).replace('$', '.');
        int dot = rest.indexOf('.');
        String type = name + "." + (dot < 0 ? rest : rest.substring(0, dot));
        String target = moves.types().get(type);
        if (target == null) {
            boolean looks = moves.packages().containsKey(name) && name.indexOf('.') > 0 && !isPackage(type);
            if (looks) {
                looksLike(file, range, name);
            }
            return;
        }
        Range simple = new Range(word, word + type.length() - name.length() - 1);
        boolean value = file.isJava()
                ? literal(text, tokens, range.start(), whole)
                : TextGrammar.of(file.path()).whole(text, range.start(), whole);
        boolean sure = followed.contains(simple) || value && moves.inside().contains(name + "." + rest);
        if (sure && !prefixed) {
            String after = qualifier(target);
            Range changed = after.isEmpty() ? new Range(range.start(), word) : range;
            changes.computeIfAbsent(file.path(), path -> new TreeMap<>()).put(changed, after);
        } else if (name.indexOf('.') > 0 || !prefixed) {
            looksLike(file, simple, type);
        }
    }

    private boolean isPackage(String name) {
        return moves.packages().containsKey(name)
                || graph.symbol(name)
                        .filter(symbol -> symbol.kind() == SymbolKind.PACKAGE)
                        .isPresent();
    }

    private static boolean literal(String text, JavaTokens tokens, int start, int end) {
        return start > 0
                && text.charAt(start - 1) == '"'
                && text.startsWith("\"", end)
                && tokens.indexAt(start - 1) >= 0
                && !text.startsWith("\"\"", Math.max(0, start - 2));
    }

    private void slashed(FileInfo file, String text, int start, int end, String name) {
        if (QualifiedNames.isPart(text, start - 1) || QualifiedNames.isPart(text, end)) {
            return;
        }
        int word = end + 1;
        int whole = word;
        while (text.startsWith("/", end) && QualifiedNames.isPart(text, whole)) {
            whole++;
        }
        String type = name + "." + text.substring(Math.min(word, whole), whole).replace('$', '.');
        boolean named = moves.inside().contains(type) || moves.packages().containsKey(name) && !isPackage(type);
        if (named) {
            looksLike(file, new Range(start, end), name);
        }
    }

    private void looksLike(FileInfo file, Range range, String symbol) {
        if (findings.size() >= TextReferences.MAX_FINDINGS) {
            unlisted++;
            return;
        }
        findings.add(
                TextReferences.at(sources, file.path(), range, symbol, "warning", "This looks like " + symbol + WAY));
    }

    /// The places of simple names behind a package that pages, tag libraries, templates and queries
    /// are certain of.
    private Set<Range> followed(FileInfo file, String text) {
        Set<Range> sure = new HashSet<>();
        switch (TextGrammar.of(file.path())) {
            case PAGE -> sure(sure, ServerPage.of(text, members).names(), 0);
            case TEMPLATE -> {
                if (TemplatePage.isTemplate(text)) {
                    sure(sure, TemplatePage.names(text, members), 0);
                }
            }
            case XML -> {
                if (file.path().endsWith(".tld")) {
                    sure(sure, TagLibrary.names(text, members), 0);
                }
            }
            case LINES, PROPERTIES, YAML, JSON, SQL, OTHER_LANGUAGE, NONE -> {}
        }
        if (file.isJava() && !entities.isEmpty()) {
            for (QueryLiterals.Query query : QueryLiterals.of(text)) {
                if (query.language() == QueryLiterals.Language.JPQL) {
                    sure(sure, Jpql.names(query.text(), entities, members), query.start());
                }
            }
        }
        return sure;
    }

    private void sure(Set<Range> sure, Collection<Named> names, int base) {
        for (Named name : names) {
            boolean moves = name.certain() && this.moves.inside().containsAll(name.symbols());
            if (moves) {
                sure.add(new Range(
                        base + name.range().start(), base + name.range().end()));
            }
        }
    }

    private static String qualifier(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
