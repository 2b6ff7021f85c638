package dev.refactory.refactor.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// The likeliest things meant by a name that means nothing.
final class Nearest {
    private Nearest() {}

    /// At most `limit` of `candidates`, by edit distance of their names, then alphabetically.
    static List<String> of(String name, Collection<String> candidates, Function<String, String> nameOf, int limit) {
        return candidates.stream()
                .distinct()
                .sorted(Comparator.comparingInt((String candidate) -> distance(name, nameOf.apply(candidate)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    private static int distance(String given, String other) {
        String a = given.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
