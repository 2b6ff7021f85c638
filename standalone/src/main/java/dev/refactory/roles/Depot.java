package dev.refactory.roles;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.index.git.BundleLimits;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.repository.CopyKeeper;
import dev.refactory.index.repository.Credentials;
import dev.refactory.index.repository.RegisteredRepositories;
import dev.refactory.index.repository.RepositoryLimits;
import dev.refactory.index.repository.RepositoryRemoval;
import dev.refactory.index.repository.SecretKeys;
import dev.refactory.index.repository.StoredBundles;
import dev.refactory.index.repository.Uploads;
import dev.refactory.index.store.BundleStore;
import dev.refactory.index.store.PostgresBundleStore;
import dev.refactory.index.store.PostgresCredentialStore;
import dev.refactory.index.store.PostgresRepositoryStore;
import dev.refactory.index.store.PostgresSnapshotBuildStore;
import dev.refactory.index.store.RepositoryStore;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.queue.store.PostgresMaintenance;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/// The repositories of one process: what is known of them, their copies on this machine's disk, the
/// graphs made of them, and the services that keep them in order. One in each process.
final class Depot {
    private static final Pace KEEPING = Pace.every(Duration.ofSeconds(30));
    private static final Pace PURGING = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Pace RESEALING = Pace.every(Duration.ofMinutes(10));

    final JGitRepositories git;
    final RegisteredRepositories repositories;
    final RepositoryStore known;
    final BundleStore bundles;
    final PostgresGraphStore graphs;
    final Credentials credentials;
    final Uploads uploads;
    final RepositoryRemoval removal;
    final RepositoryLimits limits;

    private Depot(Foundation on, List<Path> paths, SecretKeys keys) {
        RefactoryConfig.Repositories config = on.config.repositories();
        GitConfig strict = GitConfig.strict(on.config.dataDir().resolve("repositories"))
                .allowingPaths(paths)
                .withCopiesBytes(config.maxBytes())
                .trusting(config.caCertificates());
        limits = new RepositoryLimits(RepositoryLimits.DEFAULT.repositories(), config.uploadBytes());
        known = new PostgresRepositoryStore(on.database);
        bundles = new PostgresBundleStore(on.database);
        graphs = new PostgresGraphStore(on.database);
        credentials = new Credentials(new PostgresCredentialStore(on.database), keys);
        git = new JGitRepositories(
                config.privateNetwork() ? strict.trustingTheNetwork() : strict,
                on.ticker,
                credentials,
                new StoredBundles(bundles),
                BundleLimits.DEFAULT);
        repositories = new RegisteredRepositories(git, known, limits);
        uploads = new Uploads(git, known, bundles, limits);
        removal = new RepositoryRemoval(
                known,
                bundles,
                graphs,
                new PostgresSnapshotBuildStore(on.database),
                new QueueOfRepositories(new PostgresMaintenance(on.database, on.queue, new SecureRandom())),
                git.copies());
        on.services.start(new CopyKeeper(git.copies(), known, on.metrics), KEEPING);
        on.services.start(removal, PURGING);
        on.services.start(credentials, RESEALING);
    }

    /// For a process of every role: it makes its own key, and where only this machine's users can
    /// reach it, it reads any local path.
    static Depot ofEverything(Foundation on) {
        List<Path> paths = on.config.http().loopback()
                ? List.of(Path.of("/"))
                : on.config.sources().allowedPaths();
        List<String> given = on.config.repositories().secretKeys();
        Path file = on.config.dataDir().resolve("secrets.key");
        return new Depot(on, paths, given.isEmpty() ? SecretKeys.inFile(file) : SecretKeys.of(given));
    }

    /// For a process of one role, which has the keys it is given.
    static Depot ofRole(Foundation on) {
        return new Depot(
                on,
                on.config.sources().allowedPaths(),
                SecretKeys.of(on.config.repositories().secretKeys()));
    }
}
