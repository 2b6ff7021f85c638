package dev.refactory.benchmarks.graph;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The product's indexer as its roles compose it, with its parts timed.
final class Indexing implements AutoCloseable {
    static final TenantId TENANT = TenantId.DEFAULT;

    private static final int CONNECTIONS = 8;
    private static final Duration LONGEST_RESOLUTION = Duration.ofMinutes(5);

    private final Ticker ticker;
    private final Database database;
    private final PostgresGraphStore graphs;
    private final JGitRepositories repositories;
    private final Timed dependencies;
    private final CountedAttributor attributor;
    private final SnapshotBuilder builder;

    /// @param environment where the database is, as [#environment] wrote it
    /// @param copies directory for bare copies
    Indexing(Map<String, String> environment, Path copies, int children, int heapMib, Ticker ticker) {
        this.ticker = ticker;
        database = Database.open(
                Objects.requireNonNull(environment.get("BENCHMARK_DATABASE_URL")),
                Objects.requireNonNull(environment.get("BENCHMARK_DATABASE_USER")),
                Objects.requireNonNull(environment.get("BENCHMARK_DATABASE_PASSWORD")),
                CONNECTIONS);
        graphs = new PostgresGraphStore(database);
        repositories = new JGitRepositories(GitConfig.strict(copies).allowingPaths(List.of(Path.of("/"))), ticker);
        dependencies = new Timed(new MavenDependencies(List.of(), null, ticker, LONGEST_RESOLUTION), ticker);
        attributor = new CountedAttributor(new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(children)
                        .withThreads(children)
                        .withHeapMib(heapMib),
                ticker));
        builder = new SnapshotBuilder(repositories, graphs, attributor, dependencies);
    }

    static Map<String, String> environment(String url, String user, String password) {
        return Map.of(
                "BENCHMARK_DATABASE_URL",
                url,
                "BENCHMARK_DATABASE_USER",
                user,
                "BENCHMARK_DATABASE_PASSWORD",
                password);
    }

    /// @param fetchSeconds until the commit is in a bare copy
    /// @param seconds from its Git objects to committed rows, dependencies included
    /// @param dependencySeconds of those, for the class path
    /// @param attributed files that the compiler was asked about
    record Built(
            SnapshotSummary snapshot, double fetchSeconds, double seconds, double dependencySeconds, long attributed) {}

    /// @param commit null for the repository's HEAD
    Built build(Path repository, @Nullable String commit) {
        long began = ticker.nanos();
        RepositorySource source = new RepositorySource.Remote(repository.toString(), null, commit);
        ResolvedCommit resolved = repositories.resolve(TENANT, source, () -> false);
        long fetched = ticker.nanos();
        dependencies.nanos = 0;
        attributor.takeFiles();
        SnapshotSummary snapshot =
                builder.build(TENANT, source, resolved, () -> false, (done, total) -> progress(done, total));
        long built = ticker.nanos();
        return new Built(
                snapshot,
                (fetched - began) / 1e9,
                (built - fetched) / 1e9,
                dependencies.nanos / 1e9,
                attributor.takeFiles());
    }

    /// The snapshot of the repository's HEAD, built when it is not there.
    SnapshotSummary known(Path repository) {
        RepositorySource source = new RepositorySource.Remote(repository.toString(), null, null);
        ResolvedCommit resolved = repositories.resolve(TENANT, source, () -> false);
        return graphs.find(SnapshotBuilder.key(TENANT, resolved))
                .orElseGet(() -> build(repository, null).snapshot());
    }

    private static void progress(int done, int total) {
        if (done == total) {
            System.err.println("indexed " + done + " files");
        }
    }

    PostgresGraphStore graphs() {
        return graphs;
    }

    /// Bytes of every table that the schema has, indexes and all.
    long databaseBytes() {
        return database.inTransaction(TENANT, connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select sum(pg_total_relation_size(c.oid)) from pg_class c
                            join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = 'public' and c.relkind in ('r', 'm')
                            """)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void close() {
        attributor.close();
        database.close();
    }

    /// Resolution is a build's only part that depends on a network.
    private static final class Timed implements Dependencies {
        private final Dependencies timed;
        private final Ticker ticker;
        private long nanos;

        Timed(Dependencies timed, Ticker ticker) {
            this.timed = timed;
            this.ticker = ticker;
        }

        @Override
        public Resolved resolve(Map<String, byte[]> poms, BooleanSupplier cancelled) {
            long began = ticker.nanos();
            try {
                return timed.resolve(poms, cancelled);
            } finally {
                nanos += ticker.nanos() - began;
            }
        }

        @Override
        public List<Path> classPath(CompileContext context) {
            return timed.classPath(context);
        }
    }
}
