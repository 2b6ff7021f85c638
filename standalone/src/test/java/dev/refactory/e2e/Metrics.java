package dev.refactory.e2e;

/// Reads Prometheus text.
final class Metrics {
    private Metrics() {}

    /// The sum of all samples of `name` whose labels contain `label`.
    static double sum(String text, String name, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
