package dev.refactory.api.submit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Which known names a mistyped one is close to.
final class NearestNames {
    private static final int SHOWN = 3;
    private static final int LONGEST = 80;

    private NearestNames() {}

    /// At most three names, nearest first; names further away than half their length are left out.
    static List<String> of(String given, Collection<String> known) {
        String wanted = fold(given.length() > LONGEST ? given.substring(0, LONGEST) : given);
        return known.stream()
                .filter(name -> distance(wanted, fold(name)) <= Math.max(2, name.length() / 2))
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, fold(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /// ` (did you mean a, b?)`, or ` (known: …)` when nothing is near.
    static String hint(String given, Collection<String> known) {
        if (known.isEmpty()) {
            return " (there are none)";
        }
        List<String> nearest = of(given, known);
        return nearest.isEmpty()
                ? " (known: " + String.join(", ", known.stream().sorted().toList()) + ")"
                : " (did you mean " + String.join(", ", nearest) + "?)";
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
