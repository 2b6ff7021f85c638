package dev.refactory.benchmarks.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The indexer in a process of its own, as an indexer role is one: this JVM, and its children that compile.
///
/// Prints one JSON object a line. Several builds follow each other in the same processes.
public final class IndexerProcess {
    private final Ticker ticker = SystemTime.ticker();
    private final Indexing indexing;

    private IndexerProcess(Path copies, int children, int heapMib) {
        indexing = new Indexing(System.getenv(), copies, children, heapMib, ticker);
    }

    /// @param arguments directory for copies, children, MiB of heap of each, and then words: `build REPOSITORY`,
    ///     `commit REPOSITORY COMMIT`, `look-ups REPOSITORY COUNT`; each in turn
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        IndexerProcess process = new IndexerProcess(
                Path.of(words.get(0)), Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
        try (Indexing indexing = process.indexing) {
            long empty = indexing.databaseBytes();
            int at = 3;
            while (at < words.size()) {
                switch (words.get(at)) {
                    case "build" -> {
                        process.build(Path.of(words.get(at + 1)), null, empty);
                        at += 2;
                    }
                    case "commit" -> {
                        process.build(Path.of(words.get(at + 1)), words.get(at + 2), empty);
                        at += 3;
                    }
                    case "look-ups" -> {
                        process.lookUps(Path.of(words.get(at + 1)), Integer.parseInt(words.get(at + 2)));
                        at += 3;
                    }
                    default -> throw new IllegalArgumentException("Not a word: " + words.get(at));
                }
            }
        }
    }

    private void build(Path repository, @Nullable String commit, long empty) {
        Indexing.Built built = indexing.build(repository, commit);
        SnapshotSummary snapshot = built.snapshot();
        ObjectNode said = Json.object();
        said.put("what", "build");
        said.put("commit", commit);
        said.put("fetchSeconds", built.fetchSeconds());
        said.put("seconds", built.seconds());
        said.put("dependencySeconds", built.dependencySeconds());
        said.put("attributed", built.attributed());
        said.put("files", snapshot.indexedFiles());
        said.put("lines", snapshot.indexedLines());
        said.put("occurrences", snapshot.occurrences());
        said.put("unresolved", snapshot.unresolved());
        said.put("databaseBytes", indexing.databaseBytes() - empty);
        System.out.println(Json.write(said));
    }

    private void lookUps(Path repository, int count) {
        SnapshotSummary snapshot = indexing.known(repository);
        LookUps lookUps = new LookUps(() -> view(snapshot), ticker);
        for (LookUps.Answers answers : lookUps.run(count)) {
            ObjectNode said = Json.object();
            said.put("what", "look-ups").put("question", answers.question());
            said.put("n", answers.millis().size());
            said.put("p50", answers.millis().median());
            said.put("p99", answers.millis().quantile(0.99));
            said.put("slowest", answers.millis().quantile(1));
            said.put("answersP50", answers.sizes().median());
            said.put("answersMost", answers.sizes().quantile(1));
            System.out.println(Json.write(said));
        }
    }

    /// As a request does: whether the snapshot is still there is part of the question.
    private GraphView view(SnapshotSummary snapshot) {
        return indexing.graphs().view(Indexing.TENANT, snapshot.snapshotId());
    }
}
