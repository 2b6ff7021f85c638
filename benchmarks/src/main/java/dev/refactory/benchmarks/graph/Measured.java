package dev.refactory.benchmarks.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.benchmarks.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One tool on one corpus.
///
/// @param millionLines of the corpus
/// @param runs what each run said, the first of a fresh process
/// @param cpuSeconds processor time of all runs together
/// @param trouble why there is no complete answer; empty when there is one
record Measured(Tool tool, double millionLines, List<JsonNode> runs, Memory memory, double cpuSeconds, String trouble) {
    /// @param peakMib the most resident memory of its processes together
    /// @param heapMib what its Java heaps could hold at most, together
    /// @param databasePeakMib the most memory of the database it wrote to; 0 without one
    record Memory(double peakMib, double heapMib, double databasePeakMib) {}

    Measured {
        runs = List.copyOf(runs);
    }

    /// Of the first run, in a fresh process.
    @Nullable
    Double cold() {
        return runs.isEmpty() ? null : runs.getFirst().path("seconds").asDouble();
    }

    /// The best of the later runs: what a process that lives long needs.
    @Nullable
    Double warm() {
        return runs.size() < 2
                ? null
                : runs.stream()
                        .skip(1)
                        .mapToDouble(run -> run.path("seconds").asDouble())
                        .min()
                        .orElseThrow();
    }

    /// Of the first run.
    JsonNode first() {
        return runs.getFirst();
    }

    /// What only this tool has to say.
    String remarks(long sourceBytes) {
        if (runs.isEmpty()) {
            return trouble;
        }
        JsonNode run = first();
        String said = switch (tool) {
            case OURS ->
                Sample.number("%,.0f occurrences, ", run.path("occurrences").asDouble())
                        + Sample.number("%.2f %% unresolved; ", share(run, "unresolved", "occurrences"))
                        + Sample.number(
                                "fetch %.1f s, ", run.path("fetchSeconds").asDouble())
                        + Sample.number(
                                "class path %.1f s of it; ",
                                run.path("dependencySeconds").asDouble())
                        + Sample.number(
                                "database %.2f × the sources; ",
                                run.path("databaseBytes").asDouble() / sourceBytes)
                        + Sample.number("Postgres %.0f MiB", memory.databasePeakMib());
            case JAVAC ->
                Sample.number("%,.0f names, ", run.path("names").asDouble())
                        + run.path("errors").asInt() + " errors; walk "
                        + Sample.number("%.1f s", run.path("walkSeconds").asDouble());
            case OPENREWRITE -> run.path("files").asInt() + " trees";
            case JAVAPARSER ->
                Sample.number(
                                "%.0f %% of the files in the time it had; ",
                                100 * run.path("share").asDouble())
                        + Sample.number("%,.0f names, ", run.path("names").asDouble())
                        + Sample.number("%.1f %% unresolved; ", share(run, "unresolved", "names"))
                        + Sample.number(
                                "parsing %.1f s of it", run.path("parseSeconds").asDouble());
        };
        return trouble.isEmpty() ? said : said + "; " + trouble;
    }

    private static double share(JsonNode run, String part, String whole) {
        return 100 * run.path(part).asDouble() / Math.max(1, run.path(whole).asDouble());
    }
}
