package dev.refactory.refactor.fuzz;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A type as it is written, with the packages of everything it names; found by characters alone.
///
/// @param range where it is written
/// @param main the primitive type, the type's symbol, or the name of a type variable
/// @param arguments of its outermost type, in full
/// @param brackets `[]` as often as it is an array, or `...`
/// @param variables it names a type variable somewhere
record WrittenType(Range range, String main, List<String> arguments, String brackets, boolean variables) {
    /// What stands before a declared name; nothing where that is no type.
    static Optional<WrittenType> before(String text, int name, FileFacts facts) {
        int end = past(text, name);
        int at = end;
        while (at > 0 && "[].".indexOf(text.charAt(at - 1)) >= 0) {
            at = past(text, at - 1);
        }
        int brackets = at;
        if (at > 0 && text.charAt(at - 1) == '>') {
            int depth = 0;
            do {
                at--;
                depth += text.charAt(at) == '>' ? 1 : text.charAt(at) == '<' ? -1 : 0;
            } while (at > 0 && depth > 0);
            at = past(text, at);
        }
        int start = at;
        while (start > 0 && (Character.isJavaIdentifierPart(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        boolean none = start == at || end == name || start > 0 && "@.".indexOf(text.charAt(start - 1)) >= 0;
        return none ? Optional.empty() : of(text, new Range(start, brackets), text.substring(brackets, end), facts);
    }

    /// @param range of the type without brackets
    static Optional<WrittenType> of(String text, Range range, String brackets, FileFacts facts) {
        String all = qualified(text, range, facts);
        int open = all.indexOf('<');
        String main = open < 0 ? all : all.substring(0, open);
        boolean word = main.matches("[\\w.$]+")
                && !List.of("return", "new", "var", "void", "throw").contains(main);
        boolean variables = facts.occurrences().stream()
                .anyMatch(place -> inside(place, range) && place.symbol().contains("~"));
        Range whole = new Range(range.start(), range.end() + brackets.length());
        return word
                ? Optional.of(new WrittenType(
                        whole,
                        main,
                        open < 0 ? List.of() : parts(all.substring(open + 1, all.length() - 1)),
                        brackets.replaceAll("\\s", ""),
                        variables))
                : Optional.empty();
    }

    private static boolean inside(Occurrence place, Range range) {
        return place.range().start() >= range.start()
                && place.range().end() <= range.end()
                && !place.has(Role.IMPLICIT);
    }

    private static int past(String text, int at) {
        int before = at;
        while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
            before--;
        }
        return before;
    }

    /// Each name of a type with its package; what stands before a name is part of it.
    private static String qualified(String text, Range range, FileFacts facts) {
        StringBuilder full = new StringBuilder();
        int at = range.start();
        List<Occurrence> places = facts.occurrences().stream()
                .filter(place -> inside(place, range) && place.range().length() > 0)
                .sorted()
                .toList();
        for (Occurrence place : places) {
            String between = text.substring(
                    Math.min(at, place.range().start()), place.range().start());
            boolean continues = between.strip().equals(".");
            String symbol = place.symbol();
            String written = text.substring(place.range().start(), place.range().end());
            String name = symbol.contains("~") ? written : symbol;
            if (continues) {
                int last = full.length();
                while (last > 0
                        && (full.charAt(last - 1) == '.' || Character.isJavaIdentifierPart(full.charAt(last - 1)))) {
                    last--;
                }
                full.setLength(last);
            } else {
                full.append(between);
            }
            full.append(name);
            at = place.range().end();
        }
        return full.append(text, at, range.end())
                .toString()
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// What commas of the outermost level part.
    static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!list.isBlank()) {
            parts.add(list.substring(start).strip());
        }
        return parts;
    }

    static String text(String main, List<String> arguments) {
        return arguments.isEmpty() ? main : main + "<" + String.join(", ", arguments) + ">";
    }
}
