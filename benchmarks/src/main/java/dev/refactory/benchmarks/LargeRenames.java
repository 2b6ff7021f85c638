package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.benchmarks.corpus.Corpus;
import dev.refactory.benchmarks.corpus.CorpusMaker;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One method of more than a million lines renamed in more than a hundred files: on a warm graph, and by
/// OpenRewrite, which has no graph and parses first. One after the other, in one run.
final class LargeRenames {
    private static final double MILLION_LINES = 1.5;
    private static final String METHOD = "org.springframework.util.CollectionUtils#isEmpty";
    private static final String OVERLOADS = "(..)";
    private static final String ONE_OVERLOAD = "(java.util.Collection)";
    private static final int WARM_UPS = 30;
    private static final double LIMIT_SECONDS = 600;
    private static final int PEER_RUNS = 3;
    private static final int PEER_HEAP_MIB = 8192;

    private final Report report;
    private final Ticker ticker;
    private final int jobs;

    LargeRenames(Report report, Ticker ticker, int jobs) {
        this.report = report;
        this.ticker = ticker;
        this.jobs = jobs;
    }

    /// @param corpora directory of corpora, where one is made that is not there
    void measure(Path home, Path work, Path corpora) throws IOException, InterruptedException {
        Corpus corpus =
                new CorpusMaker(new MavenDependencies(List.of(), null), corpora, System.err).make(MILLION_LINES);
        report.row(
                "corpus",
                Sample.number("%.2f", corpus.millionLines()) + " million lines, "
                        + corpus.counts().files() + " files, " + corpus.jars().size() + " jars");
        Map<String, Double> ours = new TreeMap<>();
        try (Server server = Server.start(home, work.resolve("large"), ticker)) {
            ours(server, corpus, "", List.of("parse", "compile"), ours);
        }
        try (Server server = Server.start(home, work.resolve("tiered"), ticker, "--indexer-child-jit", "tiered")) {
            ours(server, corpus, ", tiered", List.of("compile"), ours);
        }
        Map<String, Sample> peer = new Peer(home.resolve("benchmarks/target/peer"))
                .measure(new Peer.Task(corpus.sources(), corpus.classPath(), PEER_HEAP_MIB, PEER_RUNS), METHOD, "");
        peer.forEach((what, sample) ->
                report.row("OpenRewrite, " + what, sample.medianAndRange(what.endsWith("files") ? "%.0f" : "%.1f s")));
        Sample parse = found(peer, "parse");
        double rename = found(peer, "ChangeMethodName").median();
        ours.forEach((what, seconds) -> report.row(
                "OpenRewrite's parse and rename, times as long as ours at " + what + ", parse cold / warm",
                Sample.number("%.0f", (parse.quantile(1) + rename) / seconds) + " / "
                        + Sample.number("%.0f", (parse.quantile(Double.MIN_VALUE) + rename) / seconds)));
    }

    /// @param medians gets the median seconds of a job, by what was measured
    private void ours(Server server, Corpus corpus, String how, List<String> levels, Map<String, Double> medians)
            throws IOException {
        try (Memory memory = new Memory(server.tree())) {
            Server.Finished first = server.run(request(corpus, OVERLOADS, 0, "parse"));
            report.row("first job, which indexes all" + how, Sample.number("%.1f s", first.seconds()));
            Renames renames = new Renames(report, WARM_UPS, jobs, LIMIT_SECONDS);
            for (String verify : levels) {
                String what = verify + how;
                Sample wall = renames.measure(
                        "warm rename-method, " + what, server, i -> request(corpus, OVERLOADS, 1 + i, verify));
                medians.put(what, wall.median() / 1000);
                renames.measure(
                        "one overload of it, " + what, server, i -> request(corpus, ONE_OVERLOAD, 1 + i, verify));
            }
            report.row("memory of `up`, peak" + how, Sample.number("%.0f MiB", memory.treePeakMib()));
        }
    }

    private static ObjectNode request(Corpus corpus, String parameters, int number, String verify) {
        return Subjects.rename(corpus.repository(), METHOD + parameters, "isVoid" + verify + number, verify);
    }

    private static Sample found(Map<String, Sample> samples, String what) {
        Sample sample = samples.get(what);
        if (sample == null) {
            throw new IllegalStateException("The peer did not say how long it took to " + what);
        }
        return sample;
    }
}
