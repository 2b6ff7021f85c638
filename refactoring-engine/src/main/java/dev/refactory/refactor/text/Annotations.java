package dev.refactory.refactor.text;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.rewrite.JavaLiterals;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The annotations of one Java file, with what their arguments say in so many words.
final class Annotations {
    /// @param symbol of the annotation's type; `?Name` where the compiler did not find it
    /// @param target the declaration it stands on, or that an annotation around it stands on; empty for
    ///     none
    /// @param range of its name
    /// @param strings arguments that are string literals, by name, with `value` for the only one
    record Annotation(String symbol, String target, Range range, Map<String, String> strings) {
        Optional<String> string(String name) {
            return Optional.ofNullable(strings.get(name)).filter(value -> !value.isBlank());
        }
    }

    private final JavaTokens tokens;
    private final Map<Integer, String> literals = new HashMap<>();

    private Annotations(String text) {
        this.tokens = JavaTokens.of(text);
        JavaLiterals.of(text).stream()
                .filter(literal -> literal.kind() == JavaLiterals.Kind.STRING)
                .forEach(literal -> literals.put(literal.range().start(), literal.value()));
    }

    /// By place.
    ///
    /// @param occurrences all of the file
    static List<Annotation> of(String text, List<Occurrence> occurrences) {
        Annotations file = new Annotations(text);
        List<Occurrence> names = occurrences.stream()
                .filter(place -> place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT))
                .filter(place -> place.symbol().indexOf('~') < 0)
                .sorted()
                .toList();
        List<Annotation> found = new ArrayList<>();
        int next = 0;
        for (Occurrence place : occurrences.stream()
                .filter(each -> each.has(Role.ANNOTATION_USE))
                .sorted()
                .toList()) {
            while (next < names.size()
                    && names.get(next).range().start() < place.range().end()) {
                next++;
            }
            String target = next < names.size() ? names.get(next).symbol() : "";
            found.add(new Annotation(place.symbol(), target, place.range(), file.arguments(place)));
        }
        return found;
    }

    private Map<String, String> arguments(Occurrence annotation) {
        Map<String, String> strings = new HashMap<>();
        int at = tokens.indexAt(annotation.range().start());
        if (at < 0 || !tokens.at(at + 1).equals("(")) {
            return strings;
        }
        int depth = 0;
        int start = at + 2;
        for (int token = at + 1; token < tokens.count(); token++) {
            String written = tokens.at(token);
            if (written.equals("(") || written.equals("{")) {
                depth++;
            } else if (written.equals(")") || written.equals("}")) {
                depth--;
            }
            if (depth == 0 || depth == 1 && written.equals(",")) {
                argument(start, token, strings);
                start = token + 1;
            }
            if (depth == 0) {
                break;
            }
        }
        return strings;
    }

    private void argument(int from, int to, Map<String, String> strings) {
        boolean named = to - from > 2 && tokens.at(from + 1).equals("=");
        String value = string(named ? from + 2 : from, to);
        if (value != null) {
            strings.put(named ? tokens.at(from) : "value", value);
        }
    }

    private @Nullable String string(int from, int to) {
        if (to <= from) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        for (int token = from; token < to; token++) {
            String literal = literals.get(tokens.start(token));
            boolean expected =
                    (token - from) % 2 == 0 ? literal != null : tokens.at(token).equals("+");
            if (!expected) {
                return null;
            }
            value.append(literal == null ? "" : literal);
        }
        return value.toString();
    }
}
