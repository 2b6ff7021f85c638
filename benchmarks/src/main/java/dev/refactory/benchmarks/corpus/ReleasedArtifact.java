package dev.refactory.benchmarks.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A released artifact that is published with its sources.
///
/// @param coordinates `group:artifact:version`
/// @param extras dependencies its sources need and its published build file leaves out, as
///     `group:artifact:version`
record ReleasedArtifact(String coordinates, List<String> extras) {
    private static final String LIST = "artifacts.txt";

    ReleasedArtifact {
        if (coordinates.split(":").length != 3) {
            throw new IllegalArgumentException("Not group:artifact:version: " + coordinates);
        }
        extras = List.copyOf(extras);
    }

    String group() {
        return coordinates.split(":")[0];
    }

    String name() {
        return coordinates.split(":")[1];
    }

    String version() {
        return coordinates.split(":")[2];
    }

    /// Those that corpora are made of, in the order in which they are taken.
    static List<ReleasedArtifact> all() {
        try (InputStream list = Objects.requireNonNull(ReleasedArtifact.class.getResourceAsStream(LIST), LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `group:artifact:version + dependency @name …`, and `@name = dependency …` for those that several need.
    static List<ReleasedArtifact> parse(List<String> lines) {
        Map<String, List<String>> named = new HashMap<>();
        List<ReleasedArtifact> artifacts = new ArrayList<>();
        for (String line : lines) {
            String text = line.replaceAll("#.*", "").strip();
            if (text.startsWith("@")) {
                String[] parts = text.split("\\s*=\\s*", 2);
                named.put(parts[0], extras(parts[1], named));
            } else if (!text.isEmpty()) {
                String[] parts = text.split("\\s*\\+\\s*", 2);
                artifacts.add(new ReleasedArtifact(parts[0], parts.length == 1 ? List.of() : extras(parts[1], named)));
            }
        }
        return artifacts;
    }

    private static List<String> extras(String words, Map<String, List<String>> named) {
        List<String> extras = new ArrayList<>();
        for (String word : words.strip().split("\\s+")) {
            if (word.startsWith("@")) {
                extras.addAll(Objects.requireNonNull(named.get(word), word));
            } else {
                extras.add(word);
            }
        }
        return extras;
    }
}
