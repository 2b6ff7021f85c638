package dev.refactory.roles;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.config.RefactoryConfig;
import java.time.Duration;

/// What whoever reads code needs: repositories on this machine's disk, the graph, the compiler in
/// child processes.
final class Workshop implements AutoCloseable {
    /// A Maven repository that does not answer costs a job no more than this.
    private static final Duration DEPENDENCIES = Duration.ofMinutes(5);

    final Repositories repositories;
    final PostgresGraphStore graphs;
    final JavaAttributor attributor;
    final Dependencies dependencies;

    /// @param children processes that read source text at the same time
    Workshop(Foundation on, Depot depot, int children) {
        RefactoryConfig config = on.config;
        repositories = depot.repositories;
        graphs = depot.graphs;
        dependencies = new MavenDependencies(config.sources().mavenRepositories(), null, on.ticker, DEPENDENCIES);
        attributor = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(children)
                        .withHeapMib(config.work().indexerChildHeapMib())
                        .withThreads(config.work().indexerChildThreads())
                        .withJit(config.work().indexerChildJit()),
                on.ticker);
    }

    @Override
    public void close() {
        attributor.close();
    }
}
