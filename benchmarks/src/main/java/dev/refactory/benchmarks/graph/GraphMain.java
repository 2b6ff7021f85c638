package dev.refactory.benchmarks.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.benchmarks.Machine;
import dev.refactory.benchmarks.Report;
import dev.refactory.benchmarks.Sample;
import dev.refactory.benchmarks.corpus.Corpus;
import dev.refactory.benchmarks.corpus.CorpusMaker;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.kit.time.SystemTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures tool after tool, size after size, nothing else running; prints a table and draws a plot. Every process has
/// a limit of time.
public final class GraphMain {
    private static final double MIB = 1 << 20;

    private final GraphOptions options;
    private final ToolCommands commands;
    private final ToolProcess processes;
    private final Report report = new Report(System.err);
    private final List<Measured> measured = new ArrayList<>();
    private final List<Corpus> corpora = new ArrayList<>();

    private GraphMain(GraphOptions options) {
        this.options = options;
        this.commands = new ToolCommands(options);
        this.processes = new ToolProcess(options.counts().limit());
    }

    /// @param arguments flags of [GraphOptions]; see the README
    public static void main(String[] arguments) throws Exception {
        GraphOptions options;
        try {
            options = GraphOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new GraphMain(options).run();
    }

    private void run() throws Exception {
        Machine.describe(report, SystemTime.wallClock());
        GraphOptions.Indexer indexer = options.indexer();
        report.row(
                "heaps of ours",
                indexer.parentMib() + " MiB, and " + indexer.children() + " children with " + indexer.childMib()
                        + " MiB each, the same at every size");
        CorpusMaker maker = new CorpusMaker(
                new MavenDependencies(List.of(), null), options.places().corpora(), System.err);
        Path own = options.places().repository();
        if (own != null) {
            measure(maker.of(own, options.places().work()), true);
        } else {
            for (double size : options.sizes()) {
                measure(maker.make(size), size == options.sizes().getLast());
            }
        }
        if (options.parts().contains(GraphOptions.Part.HISTORY)) {
            history(own != null ? corpora.getFirst() : maker.make(options.historySize()));
        }
        report.row("load average after", Machine.load());
        report.row("ended", Machine.now(SystemTime.wallClock()));
        publish();
    }

    private void measure(Corpus corpus, boolean largest) throws Exception {
        corpora.add(corpus);
        Corpus.Counts counts = corpus.counts();
        report.row(
                Sample.number("corpus of %.2f M lines", corpus.millionLines()),
                counts.files() + " files, " + counts.lines() + " lines, "
                        + Sample.number("%.1f MiB, ", counts.bytes() / MIB) + counts.modules() + " modules, "
                        + corpus.jars().size() + " jars, " + corpus.missing() + " not to be had; left out: "
                        + counts.duplicates() + " files of a path that another module has, " + counts.descriptors()
                        + " module-info.java");
        if (options.parts().contains(GraphOptions.Part.TOOLS)) {
            for (Tool tool : options.tools()) {
                if (tool != Tool.OURS) {
                    peer(tool, corpus);
                }
            }
        }
        boolean lookUps = largest && options.parts().contains(GraphOptions.Part.LOOKUPS);
        boolean compared = options.parts().contains(GraphOptions.Part.TOOLS)
                && options.tools().contains(Tool.OURS);
        if (lookUps || compared) {
            ours(corpus, compared, lookUps);
        }
    }

    private void peer(Tool tool, Corpus corpus) throws Exception {
        report.say(tool.title() + ", " + Sample.number("%.2f M lines", corpus.millionLines()) + ", load "
                + Machine.load());
        ToolProcess.Outcome outcome = processes.run(commands.peer(tool, corpus), java.util.Map.of());
        keep(new Measured(
                tool,
                corpus.millionLines(),
                outcome.lines(),
                new Measured.Memory(outcome.peakMib(), ToolCommands.heapMib(tool, corpus.millionLines()), 0),
                outcome.cpuSeconds(),
                outcome.trouble()));
    }

    /// In a database of its own; the look-ups in the same, by a process that has kept nothing of the index.
    private void ours(Corpus corpus, boolean compared, boolean lookUps) throws Exception {
        report.say(Tool.OURS.title() + ", " + Sample.number("%.2f M lines", corpus.millionLines()) + ", load "
                + Machine.load());
        Path data = options.places().work().resolve(Sample.number("data-%.2f", corpus.millionLines()));
        try (GraphDatabase database = GraphDatabase.start(data)) {
            List<String> words =
                    new ArrayList<>(List.of("build", corpus.repository().toString()));
            for (int run = 0; compared && run < options.counts().warm(); run++) {
                words.addAll(List.of("build", corpus.variant(run).toString()));
            }
            ToolProcess.Outcome outcome =
                    processes.run(commands.ours(data.resolve("copies"), words), database.environment());
            GraphOptions.Indexer indexer = options.indexer();
            keep(new Measured(
                    Tool.OURS,
                    corpus.millionLines(),
                    outcome.lines(),
                    new Measured.Memory(
                            outcome.peakMib(),
                            indexer.parentMib() + (double) indexer.children() * indexer.childMib(),
                            database.peakMib()),
                    outcome.cpuSeconds(),
                    outcome.trouble()));
            if (lookUps) {
                List<String> question = List.of(
                        "look-ups",
                        corpus.repository().toString(),
                        Integer.toString(options.counts().lookUps()));
                ToolProcess.Outcome answers =
                        processes.run(commands.ours(data.resolve("copies"), question), database.environment());
                answers.lines().forEach(line -> lookUp(corpus, line));
                if (!answers.trouble().isEmpty()) {
                    report.row("look-ups", answers.trouble());
                }
            }
        }
    }

    private void lookUp(Corpus corpus, JsonNode line) {
        report.row(
                Sample.number("%.2f M lines, ", corpus.millionLines())
                        + line.path("question").asText(),
                Sample.number("p50 %.1f ms, ", line.path("p50").asDouble())
                        + Sample.number("p99 %.1f ms, ", line.path("p99").asDouble())
                        + Sample.number(
                                "slowest %.1f ms (", line.path("slowest").asDouble())
                        + "n=" + line.path("n").asInt()
                        + Sample.number(
                                "; answers: median %.0f, ",
                                line.path("answersP50").asDouble())
                        + Sample.number("most %.0f)", line.path("answersMost").asDouble()));
    }

    private void history(Corpus corpus) throws Exception {
        Path data = options.places().work().resolve("data-history");
        try (GraphDatabase database = GraphDatabase.start(data)) {
            new HistoryRun(options, commands, processes, report).run(corpus, data, database);
        }
    }

    private void keep(Measured result) {
        measured.add(result);
        GraphTable.row(report, result, corpora.getLast());
    }

    private void publish() throws IOException {
        Path out = Files.createDirectories(options.places().out());
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        PrintStream page = new PrintStream(table, true, StandardCharsets.UTF_8);
        GraphTable.print(page, measured, corpora);
        report.print(page);
        System.out.print(table.toString(StandardCharsets.UTF_8));
        Files.write(out.resolve("graph.md"), table.toByteArray());
        if (!measured.isEmpty()) {
            Files.writeString(out.resolve("graph.svg"), new Plot(measured).svg());
        }
        System.err.println("Written: " + out.resolve("graph.md") + (measured.isEmpty() ? "" : ", graph.svg"));
    }
}
