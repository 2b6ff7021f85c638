package dev.refactory.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds what a misspelt word may have meant.
public final class Nearest {
    private Nearest() {}

    /// Candidates that differ from `word` by at most a third of its length, or contain it; nearest first.
    public static List<String> of(String word, Collection<String> candidates, int limit) {
        int tolerance = Math.max(2, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(candidate, word) <= tolerance || candidate.contains(word))
                .sorted(Comparator.<String>comparingInt(candidate -> distance(candidate, word))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /// Levenshtein's distance.
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
