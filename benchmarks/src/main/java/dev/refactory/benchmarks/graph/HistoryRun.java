package dev.refactory.benchmarks.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.benchmarks.Machine;
import dev.refactory.benchmarks.Report;
import dev.refactory.benchmarks.Sample;
import dev.refactory.benchmarks.corpus.Corpus;
import dev.refactory.benchmarks.corpus.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commit after commit of one repository, from fetch to committed graph, in the same processes.
final class HistoryRun {
    /// Commits that nobody counts: the children have parsed, not attributed little, before.
    private static final int WARM_UPS = 3;

    private final GraphOptions options;
    private final ToolCommands commands;
    private final ToolProcess processes;
    private final Report report;

    HistoryRun(GraphOptions options, ToolCommands commands, ToolProcess processes, Report report) {
        this.options = options;
        this.commands = commands;
        this.processes = processes;
        this.report = report;
    }

    /// @param data directory of this run
    void run(Corpus corpus, Path data, GraphDatabase database) throws Exception {
        String title = Sample.number("commits on %.2f M lines", corpus.millionLines());
        report.say(title + ", load " + Machine.load());
        History history = History.make(
                corpus, data.resolve("history.git"), options.counts().commits() + WARM_UPS);
        List<String> words = new ArrayList<>();
        String repository = history.repository().toString();
        words.addAll(List.of("commit", repository, history.base()));
        history.bodies().forEach(commit -> words.addAll(List.of("commit", repository, commit)));
        history.signatures().forEach(commit -> words.addAll(List.of("commit", repository, commit)));
        ToolProcess.Outcome outcome =
                processes.run(commands.ours(data.resolve("copies"), words), database.environment());
        List<JsonNode> lines = outcome.lines();
        int bodies = Math.min(lines.size(), 1 + history.bodies().size());
        if (!lines.isEmpty()) {
            report.row(title + ", the first one", Sample.number("%.1f s", seconds(lines.getFirst())));
            double all = lines.getFirst().path("attributed").asDouble();
            commits(title + ", a body changed", lines.subList(1, bodies), all);
            commits(title + ", a method added", lines.subList(bodies, lines.size()), all);
        }
        report.row(title + ", peak memory", Sample.number("%.0f MiB", outcome.peakMib()));
        if (!outcome.trouble().isEmpty()) {
            report.row(title, outcome.trouble() + " after " + lines.size() + " of " + words.size() / 3);
        }
    }

    /// From the fetch on.
    private static double seconds(JsonNode line) {
        return line.path("fetchSeconds").asDouble() + line.path("seconds").asDouble();
    }

    /// @param files of the repository: when as many are attributed, the snapshot was made anew
    private void commits(String title, List<JsonNode> lines, double files) {
        Sample seconds = new Sample();
        Sample reached = new Sample();
        int anew = 0;
        double all = 0;
        double attributed = 0;
        for (JsonNode line : lines.subList(Math.min(WARM_UPS, lines.size()), lines.size())) {
            seconds.add(seconds(line));
            reached.add(line.path("attributed").asDouble());
            anew += line.path("attributed").asDouble() >= files ? 1 : 0;
            all += seconds(line);
            attributed += line.path("attributed").asDouble();
        }
        if (seconds.size() == 0) {
            report.row(title, "no commit was indexed in the time there was");
            return;
        }
        report.row(
                title,
                Sample.number("p50 %.2f s, ", seconds.median())
                        + Sample.number("p95 %.2f s, ", seconds.quantile(0.95))
                        + Sample.number("slowest %.2f s (", seconds.quantile(1))
                        + "n=" + seconds.size()
                        + Sample.number("); files attributed: median %.0f, ", reached.median())
                        + Sample.number("p95 %.0f, ", reached.quantile(0.95))
                        + Sample.number("most %.0f; ", reached.quantile(1))
                        + anew + " of the snapshots made anew; "
                        + Sample.number("%.1f s per 1,000 files attributed", 1000 * all / Math.max(1, attributed)));
    }
}
