package dev.refactory.kit.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What a word that means nothing may have meant. Case, `-` and `_` make no difference; of a long word the first
/// [#LONGEST] characters count.
public final class Nearest {
    private static final int LONGEST = 120;
    private static final int SHOWN = 3;

    private Nearest() {}

    /// The candidates that are like `word`, nearest first, then alphabetically, at most `limit`: they contain it, or
    /// differ from it in no more than half of their letters.
    public static List<String> of(String word, Collection<String> candidates, int limit) {
        String wanted = fold(word);
        return ranked(
                word,
                candidates.stream()
                        .filter(candidate -> alike(wanted, fold(candidate)))
                        .toList(),
                candidate -> candidate,
                limit);
    }

    /// All candidates, the one whose name is nearest first, those with equal ones alphabetically, at most `limit`.
    public static List<String> ranked(
            String word, Collection<String> candidates, Function<String, String> nameOf, int limit) {
        String wanted = fold(word);
        return candidates.stream()
                .distinct()
                .sorted(Comparator.comparingInt((String candidate) -> rank(wanted, fold(nameOf.apply(candidate))))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /// To end a sentence about `word` with: ` (did you mean a, b?)`, or ` (known: …)` when nothing is near.
    public static String hint(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return " (there are none)";
        }
        List<String> nearest = of(word, known, SHOWN);
        return nearest.isEmpty()
                ? " (known: " + String.join(", ", known.stream().sorted().toList()) + ")"
                : " (did you mean " + String.join(", ", nearest) + "?)";
    }

    private static boolean alike(String wanted, String name) {
        return !wanted.isEmpty() && name.contains(wanted) || distance(wanted, name) <= Math.max(2, name.length() / 2);
    }

    /// A name that contains the word is nearer than one that takes as many letters to make of it.
    private static int rank(String wanted, String name) {
        int distance = 2 * distance(wanted, name);
        return !wanted.isEmpty() && name.contains(wanted) ? Math.min(distance, 3) : distance;
    }

    private static String fold(String name) {
        String start = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return start.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /// Levenshtein's.
    private static int distance(String a, String b) {
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
