package dev.refactory.refactor.fuzz;

import dev.refactory.refactor.edit.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What two texts of one file tell of a change, without any knowledge of Java but how an import and an
/// annotation begin.
final class TextOracle {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)(?:^|(?<=;))[ \\t]*import\\s+((?:static\\s+)?[\\w.$]+(?:\\.\\*)?)\\s*;");
    private static final Pattern ONLY_IMPORTS = Pattern.compile("(?:" + IMPORT.pattern() + "[ \\t]*)+(?://.*|/\\*.*)?");
    private static final Pattern IMPORT_LINES =
            Pattern.compile("\\s*(?:import\\s+(?:static\\s+)?[\\w.$]+(?:\\.\\*)?\\s*;[ \\t]*(?://[^\n]*)?\\s*)+");

    private TextOracle() {}

    /// Only imports and blank lines are different, no import is new, and none is gone unless one may.
    static List<String> imports(boolean removing, String was, String is) {
        List<String> faults = new ArrayList<>();
        List<String> before = imported(was);
        List<String> after = imported(is);
        List<String> gone = new ArrayList<>(before);
        for (String name : after) {
            if (!gone.remove(name)) {
                faults.add("imports " + name + ", and did not before");
            }
        }
        gone.removeAll(after);
        if (!removing && !gone.isEmpty()) {
            faults.add("does not import any more " + gone);
        }
        List<String> linesBefore = others(was);
        List<String> linesAfter = others(is);
        if (!linesBefore.equals(linesAfter)) {
            faults.add("has other lines that are no imports");
        }
        if (!is.strip().endsWith(behindImports(was).strip())) {
            faults.add("is otherwise behind the imports");
        }
        return faults;
    }

    /// Those of the names that are imported.
    static List<String> left(String text, List<String> names) {
        List<String> left = new ArrayList<>(names);
        left.retainAll(imported(text));
        return left;
    }

    private static List<String> imported(String text) {
        List<String> names = new ArrayList<>();
        Matcher each = IMPORT.matcher(text);
        while (each.find()) {
            names.add(each.group(1).replaceAll("\\s+", " "));
        }
        return names;
    }

    private static List<String> others(String text) {
        return text.lines()
                .filter(line -> !line.isBlank()
                        && !ONLY_IMPORTS.matcher(line.stripTrailing()).matches())
                .sorted()
                .toList();
    }

    private static String behindImports(String text) {
        int end = 0;
        Matcher each = IMPORT.matcher(text);
        while (each.find()) {
            end = each.end();
        }
        int line = text.indexOf('\n', end);
        return end == 0 ? "" : text.substring(line < 0 ? text.length() : line);
    }

    /// Each edit writes or takes away a whole annotation, an import, or what stands in parentheses of
    /// the annotation.
    static List<String> annotations(String type, String text, List<TextEdit> edits) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        List<String> faults = new ArrayList<>();
        for (TextEdit edit : edits) {
            String was = text.substring(edit.range().start(), edit.range().end());
            String is = edit.replacement();
            boolean whole = (was.isBlank() || annotates(was, name)) && (is.isBlank() || annotates(is, name));
            boolean imports = (was.isBlank() || IMPORT_LINES.matcher(was).matches())
                    && (is.isBlank() || IMPORT_LINES.matcher(is).matches());
            String before = text.substring(0, edit.range().start());
            boolean inside = inParentheses(before, name);
            if (!whole && !imports && !inside) {
                faults.add("\"" + was + "\" became \"" + is + "\"");
            }
        }
        return faults;
    }

    /// Whether a text ends with the annotation's name, or within the parentheses behind it.
    private static boolean inParentheses(String before, String name) {
        int at = Math.max(before.lastIndexOf("@" + name), before.lastIndexOf("." + name));
        String behind = at < 0
                ? ";"
                : before.substring(at + 1 + name.length())
                        .replaceAll("\"[^\"\n]*\"", "")
                        .strip();
        long open = behind.chars().filter(c -> c == '(').count();
        long closed = behind.chars().filter(c -> c == ')').count();
        return behind.isEmpty() || behind.startsWith("(") && open > closed;
    }

    private static boolean annotates(String text, String name) {
        String plain = text.strip();
        return plain.startsWith("@") && plain.contains(name);
    }
}
