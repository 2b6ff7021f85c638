package dev.refactory.refactor.recipe.model;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes `newName` at the range of every fact, which must hold `oldName`. Imports to be split
/// stay, and get a second one beside them.
public final class RenameOccurrences implements Operation {
    /// The operation, as requests name it.
    public static final String NAME = "rename-occurrences";
    /// Parameter: the simple name that stands at the occurrences.
    public static final String OLD_NAME = "oldName";
    /// Parameter: the simple name put there.
    public static final String NEW_NAME = "newName";
    /// Further names that change, as lines of the old one, a space, the new one.
    public static final String MORE = "more";

    @Override
    public Result run(ModelRequest request, ModelRequest.File file) {
        Map<String, String> names = names(request);
        Set<Range> split = new HashSet<>(file.splitImports());
        Set<Range> done = new HashSet<>();
        List<TextEdit> edits = new ArrayList<>();
        for (Occurrence fact : file.facts()) {
            Range range = fact.range();
            if (!done.add(range)) {
                continue;
            }
            String oldName = nameAt(file.text(), range, names);
            String newName = String.valueOf(names.get(oldName));
            edits.add(
                    split.contains(range)
                            ? secondImport(file.text(), range, oldName, newName)
                            : new TextEdit(range, newName));
        }
        if (!done.containsAll(split)) {
            throw new IllegalArgumentException("an import is to be split where no fact is");
        }
        return new Result(edits, List.of());
    }

    private static Map<String, String> names(ModelRequest request) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(Operation.argument(request, OLD_NAME), Operation.argument(request, NEW_NAME));
        request.arguments().getOrDefault(MORE, "").lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("a further name is not said to become anything");
            }
            names.put(line.substring(0, space), line.substring(space + 1));
        });
        return names;
    }

    private static String nameAt(String text, Range range, Map<String, String> names) {
        if (range.end() > text.length()) {
            throw new IllegalArgumentException("a fact ends at " + range.end() + " of " + text.length()
                    + " characters: the facts are of another version of the file");
        }
        String found = JavaTokens.unescape(text.substring(range.start(), range.end()));
        if (!names.containsKey(found)) {
            throw new IllegalArgumentException("expected \"" + String.join("\" or \"", names.keySet()) + "\" at "
                    + range.start() + ", found other text: the facts are of another version of the file");
        }
        return found;
    }

    /// Goes before the old import where the new name sorts before the old one, so that sorted
    /// imports stay sorted.
    private static TextEdit secondImport(String text, Range name, String oldName, String newName) {
        JavaTokens tokens = JavaTokens.of(text);
        int at = tokens.indexAt(name.start());
        int first = at;
        while (first >= 0 && !tokens.at(first).equals("import")) {
            first--;
        }
        if (at < 0 || first < 0 || !tokens.at(at + 1).equals(";")) {
            throw new IllegalArgumentException("no single import at " + name.start());
        }
        int start = tokens.start(first);
        int end = tokens.end(at + 1);
        String line = text.substring(start, name.start()) + newName + text.substring(name.end(), end);
        String newline = newlineOf(text);
        return newName.compareTo(oldName) < 0
                ? new TextEdit(new Range(start, start), line + newline)
                : new TextEdit(new Range(end, end), newline + line);
    }

    private static String newlineOf(String text) {
        int feed = text.indexOf('\n');
        if (feed < 0) {
            return text.indexOf('\r') < 0 ? "\n" : "\r";
        }
        return feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
    }
}
