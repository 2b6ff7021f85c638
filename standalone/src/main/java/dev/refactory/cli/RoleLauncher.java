package dev.refactory.cli;

import dev.refactory.demo.MavenSourceArchives;
import dev.refactory.demo.SourceArchives;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.screen.Surroundings;
import java.net.URI;

/// Starts what the command line only names. Implemented where processes are composed.
public interface RoleLauncher {
    /// Runs a role in this process until it is asked to stop (SIGTERM, SIGINT) or its work is done.
    /// @param json what is said on stdout is lines of JSON, each with `role` and `state`
    /// @return the process's exit code
    /// @throws Exception when it cannot start or dies; typed errors are shown as their sentence
    int run(RoleCommand role, ResolvedConfig config, Surroundings surroundings, boolean json) throws Exception;

    /// Starts everything, as `up` does, and comes back once jobs are accepted. Closing it stops everything.
    Running start(ResolvedConfig config) throws Exception;

    /// Where the demonstration's library comes from: the Maven repositories configured.
    default SourceArchives sources(RefactoryConfig.Sources sources) {
        return new MavenSourceArchives(new MavenDependencies(sources.mavenRepositories(), null));
    }

    /// A server that runs in this process.
    interface Running extends AutoCloseable {
        /// Where clients reach it.
        URI url();

        @Override
        void close();
    }
}
