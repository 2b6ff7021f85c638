package dev.refactory.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Measurements of one thing, in the order they were made.
public final class Sample {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    public int size() {
        return values.size();
    }

    double last() {
        return values.getLast();
    }

    /// The smallest value that at least `share` of all values do not exceed (nearest rank).
    /// @param share above 0, at most 1
    public double quantile(double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    public double median() {
        return quantile(0.5);
    }

    /// For example `9.81 (9.12 to 11.40, n=3)`.
    String medianAndRange(String format) {
        return number(format, median()) + " (" + number(format, quantile(Double.MIN_VALUE)) + " to "
                + number(format, quantile(1)) + ", n=" + size() + ")";
    }

    public static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
