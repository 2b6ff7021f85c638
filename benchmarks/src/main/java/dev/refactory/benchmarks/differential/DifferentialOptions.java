package dev.refactory.benchmarks.differential;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What to compare.
///
/// @param libraries `group:artifact:version`
/// @param requests to each library, of each operation
/// @param seed of everything that is chosen
/// @param verbose whether every disagreement is listed
/// @param judgeOnly what the engines answered the last time is judged again
/// @param home of the project
/// @param limit of each process
record DifferentialOptions(
        List<String> libraries,
        List<Operation> operations,
        int requests,
        long seed,
        boolean verbose,
        boolean judgeOnly,
        Path home,
        Duration limit) {
    private static final List<String> LIBRARIES = List.of(
            "com.google.code.gson:gson:2.13.2",
            "commons-io:commons-io:2.21.0",
            "info.picocli:picocli:4.7.7",
            "org.apache.commons:commons-lang3:3.20.0");

    /// @throws IllegalArgumentException for a word that means nothing here, saying which
    static DifferentialOptions parse(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        boolean verbose = words.remove("--verbose");
        boolean judgeOnly = words.remove("--judge-only");
        List<String> libraries = LIBRARIES;
        List<Operation> operations = List.of(Operation.values());
        int requests = 10;
        long seed = 1;
        Path home = Path.of(".");
        long minutes = 20;
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (words.isEmpty()) {
                throw new IllegalArgumentException("Not understood: " + word + "; see benchmarks/README.md");
            }
            String value = words.removeFirst();
            switch (word) {
                case "--libraries" ->
                    libraries =
                            Arrays.stream(value.split(",")).map(String::strip).toList();
                case "--operations" -> operations = Operation.parse(value);
                case "--requests" -> requests = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--minutes" -> minutes = Long.parseLong(value);
                case "--home" -> home = Path.of(value).toAbsolutePath();
                case "--work" -> {
                    // Of the script: what is compared stays in target, to be looked at.
                }
                default -> throw new IllegalArgumentException("Not understood: " + word + "; see benchmarks/README.md");
            }
        }
        return new DifferentialOptions(
                libraries, operations, requests, seed, verbose, judgeOnly, home, Duration.ofMinutes(minutes));
    }
}
