package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.recipe.source.BracketLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters that links of documentation comments list behind a method's name.
final class ParameterLinks {
    private ParameterLinks() {}

    /// The list behind a name; empty when there is none.
    ///
    /// @param open right behind the name
    static Optional<BracketLists.Items> list(String text, int open) {
        int close = text.indexOf(')', open);
        if (open >= text.length() || text.charAt(open) != '(' || close < 0) {
            return Optional.empty();
        }
        List<Range> items = new ArrayList<>();
        int from = open + 1;
        while (from <= close && !text.substring(open + 1, close).isBlank()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 || comma > close ? close : comma;
            items.add(stripped(text, from, end));
            from = end + 1;
        }
        return Optional.of(new BracketLists.Items(open, close, items));
    }

    /// The type of a parameter, without the name it may have.
    static Range type(String text, Range item) {
        int space = text.substring(item.start(), item.end()).indexOf(' ');
        return space < 0 ? item : new Range(item.start(), item.start() + space);
    }

    /// Links name types without their arguments.
    static TypeText erased(TypeText type) {
        List<TypeText.Word> words = new ArrayList<>();
        int depth = 0;
        for (TypeText.Word word : type.words()) {
            depth += word.text().equals("<") ? 1 : 0;
            if (depth == 0) {
                words.add(word);
            }
            depth -= word.text().equals(">") ? 1 : 0;
        }
        return new TypeText(words, type.erasure());
    }

    /// Without the blanks around it, and the stars and slashes that lines of a comment begin with.
    private static Range stripped(String text, int from, int to) {
        int start = from;
        while (start < to && isBetween(text.charAt(start))) {
            start++;
        }
        int end = to;
        while (end > start && isBetween(text.charAt(end - 1))) {
            end--;
        }
        return new Range(start, end);
    }

    private static boolean isBetween(char sign) {
        return Character.isWhitespace(sign) || sign == '*' || sign == '/';
    }
}
