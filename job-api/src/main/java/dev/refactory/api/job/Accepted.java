package dev.refactory.api.job;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which of two media types a caller takes, by `Accept` (RFC 9110).
final class Accepted {
    private static final int MOST_RANGES = 32;

    private Accepted() {}

    /// Whether `other` is wanted more than `usual`, which is what a caller without a wish gets.
    /// @throws RefactoryException `not_acceptable` when neither is taken
    static boolean prefers(@Nullable String accept, String other, String usual) {
        if (accept == null || accept.isBlank()) {
            return false;
        }
        String folded = accept.toLowerCase(Locale.ROOT);
        double forOther = quality(folded, other);
        double forUsual = quality(folded, usual);
        if (forOther <= 0 && forUsual <= 0) {
            throw new RefactoryException(
                    ErrorCode.NOT_ACCEPTABLE,
                    "Accept",
                    "There is " + usual + " and " + other + ": accept one of them.");
        }
        return forOther > forUsual;
    }

    /// Of the most specific range that fits; 0 when none does.
    private static double quality(String accept, String type) {
        double quality = 0;
        int specific = 0;
        for (String range : accept.split(",", MOST_RANGES)) {
            String[] parts = range.split(";");
            int fits = fits(parts[0].strip(), type);
            if (fits > specific) {
                specific = fits;
                quality = weight(parts);
            }
        }
        return quality;
    }

    private static int fits(String range, String type) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
