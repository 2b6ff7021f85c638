package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.corpus.Corpora;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to measure, and with what.
///
/// @param sizes of corpora, million lines, smallest first
/// @param historySize of the corpus whose commits are indexed, million lines
record GraphOptions(
        Set<Part> parts,
        List<Tool> tools,
        List<Double> sizes,
        double historySize,
        Places places,
        Indexer indexer,
        Counts counts) {

    /// What can be measured alone.
    enum Part {
        TOOLS,
        LOOKUPS,
        HISTORY
    }

    /// @param home of the project
    /// @param work directory of this run, removed by whoever made it
    /// @param out directory of the plot and the table
    /// @param corpora directory where corpora are kept
    /// @param repository of one's own to measure on instead; null for corpora
    record Places(
            Path home,
            Path work,
            Path out,
            Path corpora,
            @Nullable Path repository) {}

    /// The product's own figures unless told otherwise.
    ///
    /// @param parentMib heap of the indexer's JVM; @param childMib of each child's
    record Indexer(int parentMib, int childMib, int children) {}

    /// @param warm runs after the first one, in the same processes
    /// @param lookUps of each question
    /// @param commits of each kind
    /// @param limit of each process
    record Counts(int warm, int lookUps, int commits, Duration limit) {}

    /// @throws IllegalArgumentException for a word that means nothing here, saying which
    static GraphOptions parse(List<String> arguments) {
        Given given = new Given();
        List<String> words = new ArrayList<>(arguments);
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (!word.startsWith("--") || words.isEmpty()) {
                throw new IllegalArgumentException("Not understood: " + word + "; see benchmarks/README.md");
            }
            given.take(word, words.removeFirst());
        }
        return given.options();
    }

    /// Options as they are read.
    private static final class Given {
        private Set<Part> parts = EnumSet.allOf(Part.class);
        private List<Tool> tools = List.of(Tool.values());
        private List<Double> sizes = List.of(0.2, 0.7, 1.5, 3.0);
        private double historySize = 1.5;
        private Path home = Path.of(".");
        private Path work = Path.of("benchmarks/target");
        private Path corpora = Corpora.usualDirectory();
        private @Nullable Path repository;
        private int parentMib = 384;
        private int childMib = 768;
        private int children = 2;
        private int warm = 2;
        private int lookUps = 300;
        private int commits = 20;
        private int minutes = 15;

        void take(String word, String value) {
            switch (word) {
                case "--parts" -> parts = parts(value);
                case "--tools" -> tools = Tool.parse(value);
                case "--sizes" ->
                    sizes = Arrays.stream(value.split(","))
                            .map(Double::valueOf)
                            .sorted()
                            .toList();
                case "--history-size" -> historySize = Double.parseDouble(value);
                case "--home" -> home = Path.of(value).toAbsolutePath();
                case "--work" -> work = Path.of(value).toAbsolutePath();
                case "--corpora" -> corpora = Path.of(value).toAbsolutePath();
                case "--repository" -> repository = Path.of(value).toAbsolutePath();
                case "--heap" -> childMib = Integer.parseInt(value);
                case "--parent-heap" -> parentMib = Integer.parseInt(value);
                case "--children" -> children = Integer.parseInt(value);
                case "--warm" -> warm = Integer.parseInt(value);
                case "--look-ups" -> lookUps = Integer.parseInt(value);
                case "--commits" -> commits = Integer.parseInt(value);
                case "--minutes" -> minutes = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("Not understood: " + word + "; see benchmarks/README.md");
            }
        }

        private static Set<Part> parts(String words) {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            for (String word : words.split(",")) {
                parts.add(Part.valueOf(word.toUpperCase(Locale.ROOT)));
            }
            return parts;
        }

        GraphOptions options() {
            return new GraphOptions(
                    parts,
                    tools,
                    sizes,
                    historySize,
                    new Places(home, work, home.resolve("benchmarks/target"), corpora, repository),
                    new Indexer(parentMib, childMib, children),
                    new Counts(warm, lookUps, commits, Duration.ofMinutes(minutes)));
        }
    }
}
