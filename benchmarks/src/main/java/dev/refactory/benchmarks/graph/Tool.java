package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is compared.
enum Tool {
    OURS("Refactory", "#2f6fde", "#7aa7ff"),
    JAVAC("javac, one task", "#c2571a", "#ffa066"),
    OPENREWRITE("OpenRewrite, parse", "#2e8540", "#74d488"),
    JAVAPARSER("JavaParser + symbol solver", "#8a3fb0", "#d59bf0");

    private final String title;
    private final String onLight;
    private final String onDark;

    Tool(String title, String onLight, String onDark) {
        this.title = title;
        this.onLight = onLight;
        this.onDark = onDark;
    }

    String title() {
        return title;
    }

    /// Of its lines.
    Chart.Style style() {
        return new Chart.Style(word(), title, onLight, onDark);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param words `ours,javac,…`
    /// @throws IllegalArgumentException that lists those there are
    static List<Tool> parse(String words) {
        return Arrays.stream(words.split(",")).map(Tool::of).toList();
    }

    private static Tool of(String word) {
        return Arrays.stream(values())
                .filter(tool -> tool.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No tool is called " + word + "; there are "
                        + Arrays.stream(values()).map(Tool::word).collect(Collectors.joining(","))));
    }
}
