package dev.refactory.refactor.recipe.model;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.plan.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One finding for each fact. Symbols listed in `overrides` are reported as found through an
/// override of the one asked for, those in `overridden` as found through what it overrides.
public final class ReportOccurrences implements Operation {
    /// The operation, as requests name it.
    public static final String NAME = "report-occurrences";
    /// Parameter: the rule its findings are of.
    public static final String RULE = "rule";
    /// Parameter: symbols whose declarations override what was asked for, separated by line breaks.
    public static final String OVERRIDES = "overrides";
    /// Parameter: symbols that what was asked for overrides, separated by line breaks.
    public static final String OVERRIDDEN = "overridden";
    static final int MAX_EXCERPT = 200;

    /// The first role that holds names the use.
    private static final Map<Role, String> WORDS = words();

    @Override
    public Result run(ModelRequest request, ModelRequest.File file) {
        String rule = Operation.argument(request, RULE);
        Set<String> overrides = lines(request, OVERRIDES);
        Set<String> overridden = lines(request, OVERRIDDEN);
        LineIndex lines = LineIndex.of(file.text());
        List<Finding> findings = new ArrayList<>();
        for (Occurrence fact : file.facts()) {
            int start = fact.range().start();
            if (fact.range().end() > file.text().length()) {
                throw new IllegalArgumentException(
                        "a fact ends at " + fact.range().end() + " of "
                                + file.text().length() + " characters: the facts are of another version of the file");
            }
            int column = lines.column(start);
            int onLine = Math.min(fact.range().end(), Math.max(start, lines.lineEnd(start)));
            findings.add(new Finding(
                    rule,
                    "note",
                    fact.symbol(),
                    file.path(),
                    lines.line(start),
                    column,
                    column + onLine - start,
                    word(fact) + " " + fact.symbol() + via(fact.symbol(), overrides, overridden),
                    excerpt(lines.lineText(start))));
        }
        return new Result(List.of(), findings);
    }

    private static String via(String symbol, Set<String> overrides, Set<String> overridden) {
        if (overrides.contains(symbol)) {
            return ", an override of the method asked for";
        }
        return overridden.contains(symbol) ? ", which the method asked for overrides" : "";
    }

    /// What an occurrence does with its symbol, as a sentence begins: `call of`, `import of`.
    public static String word(Occurrence fact) {
        for (Map.Entry<Role, String> entry : WORDS.entrySet()) {
            if (fact.has(entry.getKey())) {
                return entry.getValue();
            }
        }
        return "use of";
    }

    /// A line, cut to what a finding shows.
    public static String excerpt(String line) {
        if (line.length() <= MAX_EXCERPT) {
            return line;
        }
        // Half of a surrogate pair is no character.
        return line.substring(0, MAX_EXCERPT - (Character.isHighSurrogate(line.charAt(MAX_EXCERPT - 1)) ? 1 : 0));
    }

    private static Set<String> lines(ModelRequest request, String argument) {
        String value = request.arguments().getOrDefault(argument, "");
        return value.isEmpty() ? Set.of() : Set.of(value.split("\n", -1));
    }

    private static Map<Role, String> words() {
        Map<Role, String> words = new LinkedHashMap<>();
        words.put(Role.IMPLICIT, "implicit use of");
        words.put(Role.DEFINITION, "declaration of");
        words.put(Role.DOCUMENTATION, "documentation of");
        words.put(Role.IMPORT, "import of");
        words.put(Role.STATIC_IMPORT, "static import of");
        words.put(Role.CALL, "call of");
        words.put(Role.METHOD_REFERENCE, "method reference to");
        words.put(Role.INSTANTIATION, "creation of");
        words.put(Role.EXTENDS, "extension of");
        words.put(Role.ANNOTATION_USE, "annotation with");
        words.put(Role.THROWS, "throws clause with");
        words.put(Role.WRITE, "write of");
        words.put(Role.READ, "read of");
        words.put(Role.TYPE_REFERENCE, "reference to");
        return words;
    }
}
