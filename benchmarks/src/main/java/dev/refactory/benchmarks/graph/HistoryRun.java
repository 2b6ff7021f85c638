package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.Report;
import dev.refactory.benchmarks.corpus.Corpus;
import java.nio.file.Path;

final class HistoryRun {
    HistoryRun(GraphOptions options, ToolCommands commands, ToolProcess processes, Report report) {}

    void run(Corpus corpus, Path copies, GraphDatabase database) {}
}
