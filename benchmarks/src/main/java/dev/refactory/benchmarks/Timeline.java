package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// When the stages of a final job ran, by the database's clock.
final class Timeline {
    private final Map<String, Double> runSeconds = new LinkedHashMap<>();

    /// @param job as `GET /v2/jobs/{id}` shows it
    Timeline(JsonNode job) {
        for (JsonNode stage : job.path("timeline")) {
            runSeconds.put(stage.path("stage").asText(), between(stage.path("started_at"), stage.path("finished_at")));
        }
    }

    /// Seconds from the first claim of a task of a stage to the settlement of its last; 0 when it
    /// did not run.
    double seconds(String stage) {
        return runSeconds.getOrDefault(stage, 0.0);
    }

    /// Seconds in which some stage ran. Stages follow each other.
    double running() {
        return runSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double between(JsonNode from, JsonNode to) {
        if (!from.isTextual() || !to.isTextual()) {
            return 0;
        }
        return Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText()))
                        .toNanos()
                / 1e9;
    }
}
