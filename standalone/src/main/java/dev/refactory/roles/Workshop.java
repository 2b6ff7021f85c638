package dev.refactory.roles;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.config.RefactoryConfig;
import java.nio.file.Path;
import java.util.List;

/// What whoever reads code needs: repositories on this machine's disk, the graph, the compiler in
/// child processes.
final class Workshop implements AutoCloseable {
    final Repositories repositories;
    final PostgresGraphStore graphs;
    final JavaAttributor attributor;
    final Dependencies dependencies;

    /// @param everyPath whether any local path may be read: for a process only this machine's users
    ///     can reach
    /// @param children processes that read source text at the same time
    Workshop(Foundation on, boolean everyPath, int children) {
        RefactoryConfig config = on.config;
        List<Path> paths = everyPath ? List.of(Path.of("/")) : config.sources().allowedPaths();
        repositories = new JGitRepositories(
                GitConfig.strict(config.dataDir().resolve("repositories")).allowingPaths(paths), on.ticker);
        graphs = new PostgresGraphStore(on.database);
        dependencies = new MavenDependencies(config.sources().mavenRepositories(), null);
        attributor = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(children)
                        .withHeapMib(config.work().indexerChildHeapMib()),
                on.ticker);
    }

    @Override
    public void close() {
        attributor.close();
    }
}
