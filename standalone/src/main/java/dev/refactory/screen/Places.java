package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Findings as the places they are at: what is said of one file, line and column is one place,
/// however many symbols it names (a static import names every overload).
///
/// @param findings the first of every place, in the order given
public record Places(List<JsonNode> findings) {
    public Places {
        findings = List.copyOf(findings);
    }

    public static Places of(List<JsonNode> findings) {
        List<JsonNode> first = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode finding : findings) {
            if (seen.add(at(finding) + ":" + finding.path("column").asInt())) {
                first.add(finding);
            }
        }
        return new Places(first);
    }

    /// Of how many files.
    public long files() {
        return findings.stream()
                .map(finding -> finding.path("file").asText())
                .distinct()
                .count();
    }

    /// At most `limit` places of different files, calls before imports.
    public List<JsonNode> examples(int limit) {
        List<JsonNode> examples = new ArrayList<>();
        Set<String> files = new HashSet<>();
        for (boolean imports : new boolean[] {false, true}) {
            for (JsonNode finding : findings) {
                boolean fits = finding.path("excerpt").asText().strip().startsWith("import ") == imports;
                if (fits
                        && examples.size() < limit
                        && files.add(finding.path("file").asText())) {
                    examples.add(finding);
                }
            }
        }
        return examples;
    }

    /// `file:line`.
    public static String at(JsonNode finding) {
        return finding.path("file").asText() + ":" + finding.path("line").asInt();
    }
}
