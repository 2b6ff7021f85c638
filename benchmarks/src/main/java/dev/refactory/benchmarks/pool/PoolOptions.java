package dev.refactory.benchmarks.pool;

import dev.refactory.accelerator.trace.Traces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What to simulate.
///
/// @param traces that are served
/// @param calls of each, at least 2
/// @param seeds each chooses another part of the trace
/// @param agents whether sessions of agents are served too, which takes minutes
/// @param sweep whether the unpublished parameters of the device are varied
/// @param plot where a drawing is written; null for none
record PoolOptions(
        List<Traces> traces,
        int calls,
        int seeds,
        boolean agents,
        boolean sweep,
        @Nullable Path plot) {
    /// @throws IllegalArgumentException for a word that means nothing here, saying which
    static PoolOptions parse(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        boolean agents = words.remove("--agents");
        boolean sweep = words.remove("--sweep");
        List<Traces> traces = List.of(Traces.values());
        int calls = 4000;
        int seeds = 5;
        Path plot = null;
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (words.isEmpty()) {
                throw new IllegalArgumentException("Not understood: " + word + "; see benchmarks/README.md");
            }
            String value = words.removeFirst();
            switch (word) {
                case "--traces" ->
                    traces = Arrays.stream(value.split(","))
                            .map(PoolOptions::trace)
                            .toList();
                case "--calls" -> calls = number(word, value, 2);
                case "--seeds" -> seeds = number(word, value, 1);
                case "--plot" -> plot = Path.of(value);
                case "--home", "--work" -> {
                    // Of the script.
                }
                default -> throw new IllegalArgumentException("Not understood: " + word + "; see benchmarks/README.md");
            }
        }
        return new PoolOptions(traces, calls, seeds, agents, sweep, plot);
    }

    private static int number(String word, String value, int least) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                word + " takes a whole number of at least " + least + ", not " + value + ".");
    }

    private static Traces trace(String word) {
        try {
            return Traces.valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "There is no trace " + word + "; there are azure-conv, azure-code and mooncake.");
        }
    }
}
