package dev.refactory.benchmarks.graph;

import dev.refactory.benchmarks.ProcessTree;
import dev.refactory.embedded.DataDirectory;
import dev.refactory.embedded.EmbeddedPostgres18;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.migrations.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The embedded Postgres of `./refactory up`, fresh, with the schema and nothing in it. Removed when closed.
final class GraphDatabase implements AutoCloseable {
    private static final long SAMPLE_MILLIS = 500;

    private final DataDirectory directory;
    private final EmbeddedPostgres18 postgres;
    private final ProcessTree tree;
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-memory").factory());
    private volatile double peakMib;

    private GraphDatabase(DataDirectory directory, EmbeddedPostgres18 postgres) {
        this.directory = directory;
        this.postgres = postgres;
        this.tree = new ProcessTree(ProcessHandle.of(postgres.pid()).orElseThrow());
        sampler.scheduleWithFixedDelay(
                () -> peakMib = Math.max(peakMib, tree.mib()), 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    static GraphDatabase start(Path data) throws IOException {
        FileTrees.delete(data);
        DataDirectory directory = DataDirectory.open(data);
        EmbeddedPostgres18 postgres = EmbeddedPostgres18.start(directory);
        Migrations.migrate(postgres.jdbcUrl(), postgres.user(), postgres.password());
        return new GraphDatabase(directory, postgres);
    }

    Map<String, String> environment() {
        return Indexing.environment(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /// The most proportional memory of all its processes so far, MiB; what they share counts once.
    double peakMib() {
        return peakMib;
    }

    @Override
    public void close() throws IOException {
        sampler.shutdownNow();
        postgres.close();
        Path root = directory.root();
        directory.close();
        FileTrees.delete(root);
    }
}
