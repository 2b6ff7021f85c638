package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Qualified names as a plan writes them: every word with what it is to mean.
public final class DottedName {
    private DottedName() {}

    /// What stands before the last dot; empty when there is none.
    public static String qualifier(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /// `name` in `qualifier`, which may be empty.
    public static String of(String qualifier, String name) {
        return qualifier.isEmpty() ? name : qualifier + "." + name;
    }

    /// Between the dots; none of the empty name.
    public static List<String> words(String name) {
        return name.isEmpty() ? List.of() : List.of(name.split("\\.", -1));
    }

    /// All of `name`, with `before` in front and `after` behind.
    ///
    /// @param roles of each word, by what it means
    public static Piece piece(String before, String name, Function<String, Set<Role>> roles, String after) {
        StringBuilder text = new StringBuilder(before);
        List<Piece.Name> names = new ArrayList<>();
        String symbol = "";
        for (String word : words(name)) {
            text.append(symbol.isEmpty() ? "" : ".");
            symbol = of(symbol, word);
            Range range = new Range(text.length(), text.length() + word.length());
            names.add(new Piece.Name(range, symbol, roles.apply(symbol)));
            text.append(word);
        }
        return new Piece(null, text.append(after).toString(), names, false);
    }

    /// The words of `name` from the one numbered `from` on, with `before` in front and `after` behind.
    ///
    /// @param around roles of all words but the last
    /// @param last roles of the last one
    public static Piece piece(String before, String name, int from, Set<Role> around, Set<Role> last, String after) {
        List<String> words = words(name);
        StringBuilder text = new StringBuilder(before);
        List<Piece.Name> names = new ArrayList<>();
        for (int i = from; i < words.size(); i++) {
            int start = text.length();
            text.append(words.get(i));
            String symbol = String.join(".", words.subList(0, i + 1));
            boolean isLast = i == words.size() - 1;
            names.add(new Piece.Name(new Range(start, text.length()), symbol, isLast ? last : around));
            text.append(isLast ? "" : ".");
        }
        return new Piece(null, text.append(after).toString(), names, false);
    }
}
