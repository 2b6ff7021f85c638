package dev.refactory.index.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.git.BundleLimits;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.GitCredentials;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.index.git.RepositorySource.Upload;
import dev.refactory.index.store.PostgresBundleStore;
import dev.refactory.index.store.PostgresRepositoryStore;
import dev.refactory.index.store.PostgresSnapshotBuildStore;
import dev.refactory.index.store.StoreDatabase;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RepositoryRemovalTest {
    private static final String MARKER = "Xmarker4711";

    @TempDir
    Path temp;

    private final StoreDatabase database = new StoreDatabase();
    private final PostgresRepositoryStore known = new PostgresRepositoryStore(database.database());
    private final PostgresBundleStore bundles = new PostgresBundleStore(database.database());
    private final PostgresSnapshotBuildStore builds = new PostgresSnapshotBuildStore(database.database());
    private final GraphStore graphs = new PostgresGraphStore(database.database());
    private final List<String> openJobs = new ArrayList<>();
    private int origins;
    private TenantId tenant = TenantId.DEFAULT;
    private GitFixture origin;

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void start() throws IOException {
        tenant = database.newTenant();
        openJobs.clear();
        origin = GitFixture.init(temp.resolve("origin" + ++origins));
        origin.file(MARKER + ".java", "class " + MARKER + " {}\n").commit(MARKER);
    }

    /// A machine with a disk of its own.
    private final class Machine {
        final JGitRepositories git;
        final RegisteredRepositories repositories;
        final RepositoryRemoval removal;
        final CopyKeeper keeper;
        final Path disk;

        Machine(String name) {
            disk = temp.resolve(name + origins);
            git = new JGitRepositories(
                    GitConfig.strict(disk).allowingPaths(List.of(temp)),
                    SystemTime.ticker(),
                    GitCredentials.NONE,
                    new StoredBundles(bundles),
                    BundleLimits.DEFAULT);
            repositories = new RegisteredRepositories(git, known, RepositoryLimits.DEFAULT);
            RepositoryRemoval.JobsOfRepositories jobs = new RepositoryRemoval.JobsOfRepositories() {
                @Override
                public List<String> open(TenantId of, String repositoryId, int limit) {
                    return openJobs;
                }

                @Override
                public boolean deleteEnded(TenantId of, String repositoryId, int most) {
                    return true;
                }
            };
            removal = new RepositoryRemoval(known, bundles, graphs, builds, jobs, git.copies());
            keeper = new CopyKeeper(git.copies(), known, new SimpleMeterRegistry());
        }

        List<Path> copies() throws IOException {
            if (!Files.exists(disk)) {
                return List.of();
            }
            try (Stream<Path> paths = Files.walk(disk)) {
                return paths.filter(path -> path.toString().endsWith(".git")).toList();
            }
        }
    }

    private Remote remote() {
        return new Remote(origin.directory().toString(), "main", null);
    }

    /// Everything a job on this source leaves behind, but the job.
    private ResolvedCommit worked(Machine on, RepositorySource source) {
        ResolvedCommit commit = on.repositories.resolve(tenant, source, () -> false);
        SnapshotKey key = new SnapshotKey(tenant, commit.repositoryId(), commit.treeId(), "1");
        builds.join(key, "job_" + MARKER, Duration.ofSeconds(-1));
        builds.claim(key, MARKER, Duration.ofHours(1));
        builds.failed(key, 1, "internal", MARKER);
        try (GraphStore.SnapshotWriter writer = graphs.begin(key)) {
            FileProblem problem = new FileProblem(FileProblem.Kind.BINARY, MARKER);
            writer.add(FileFacts.withoutFacts(MARKER + ".java", "a".repeat(40), "java", 1, problem));
            writer.commit(new CompileContext(25, List.of(), List.of(), List.of(MARKER)));
        }
        return commit;
    }

    /// Tables with a row of this tenant that mentions the marker, in any column.
    private List<String> tablesWithTheMarker() {
        return database.database().inTransaction(tenant, connection -> {
            List<String> found = new ArrayList<>();
            for (String table : tables(connection)) {
                if (mentions(connection, table, MARKER)) {
                    found.add(table);
                }
            }
            return found;
        });
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'public'"
                                + " and table_type = 'BASE TABLE' order by 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static boolean mentions(Connection connection, String table, String marker) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from " + table + " t where t::text like '%" + marker + "%'")) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    private int bundleBytes(String id) {
        return bundles.bytes(tenant, List.of(id)).getOrDefault(id, 0L).intValue();
    }

    @Test
    void nothingOfADeletedRepositoryIsLeftInTheDatabaseOrOnDisk() throws IOException {
        Machine here = new Machine("here");
        Machine elsewhere = new Machine("elsewhere");
        ResolvedCommit commit = worked(here, remote());
        elsewhere.repositories.resolve(tenant, remote(), () -> false);
        assertThat(tablesWithTheMarker()).contains("graph_file", "snapshot_build");
        assertThat(here.copies()).hasSize(1);

        assertThat(here.removal.delete(tenant, commit.repositoryId())).isTrue();

        assertThat(tablesWithTheMarker()).isEmpty();
        assertThat(known.find(tenant, commit.repositoryId())).isEmpty();
        assertThat(known.commits(tenant, commit.repositoryId(), null, null, 9)).isEmpty();
        assertThat(here.copies()).isEmpty();
        assertThat(elsewhere.copies()).as("until it looks").hasSize(1);
        elsewhere.keeper.runOnce();
        assertThat(elsewhere.copies()).isEmpty();
        assertThat(here.removal.delete(tenant, commit.repositoryId())).isFalse();
        assertThat(here.removal.runOnce()).isFalse();
    }

    @Test
    void anUploadIsDeletedWithItsBundlesAndCanBeUploadedAnew() throws IOException {
        Machine here = new Machine("here");
        Uploads uploads = new Uploads(here.git, known, bundles, RepositoryLimits.DEFAULT);
        Path bundle = temp.resolve("b" + origins);
        origin.git("bundle", "create", bundle.toString(), "--all");
        String id = uploads.upload(tenant, MARKER, bundle).repository().repositoryId();
        worked(here, new Upload(id, "main", null));
        assertThat(bundleBytes(id)).isPositive();

        assertThat(here.removal.delete(tenant, id)).isTrue();

        assertThat(bundleBytes(id)).isZero();
        assertThat(tablesWithTheMarker()).isEmpty();
        assertThatThrownBy(() -> here.repositories.resolve(tenant, new Upload(id, "main", null), () -> false))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_NOT_FOUND));
        origin.git("checkout", "-q", "--orphan", "other");
        String anew = origin.file("B", "2").commit("anew");
        Files.delete(bundle);
        origin.git("bundle", "create", bundle.toString(), "other");
        assertThat(uploads.upload(tenant, MARKER, bundle).repository().repositoryId())
                .isEqualTo(id);
        assertThat(here.repositories
                        .resolve(tenant, new Upload(id, null, null), () -> false)
                        .commitId())
                .isEqualTo(anew);
    }

    @Test
    void whileJobsWorkOnItARepositoryIsNotDeletedAndTheyAreNamed() {
        Machine here = new Machine("here");
        ResolvedCommit commit = worked(here, remote());
        openJobs.add("job_7");
        assertInUse(here, commit.repositoryId(), "job_7");
        openJobs.clear();
        SnapshotKey key = new SnapshotKey(tenant, commit.repositoryId(), commit.treeId(), "1");
        builds.join(key, "job_8", Duration.ofHours(1));
        assertInUse(here, commit.repositoryId(), "job_8");
        assertThat(known.find(tenant, commit.repositoryId())).isPresent();
        builds.leave(key, "job_8");
        assertThat(here.removal.delete(tenant, commit.repositoryId())).isTrue();
    }

    private void assertInUse(Machine on, String id, String job) {
        assertThatThrownBy(() -> on.removal.delete(tenant, id)).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_IN_USE);
            assertThat(e.sentence()).contains(job, "cancel");
        });
    }

    @Test
    void whatADeleterThatDiedLeftIsRemovedByTheService() {
        Machine here = new Machine("here");
        ResolvedCommit commit = worked(here, remote());
        known.markDeleted(tenant, commit.repositoryId());
        assertThat(tablesWithTheMarker()).isNotEmpty();
        assertThatThrownBy(() -> here.repositories.resolve(tenant, remote(), () -> false))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY));
        while (here.removal.runOnce()) {
            assertThat(known.toPurge(10)).isNotNull();
        }
        assertThat(tablesWithTheMarker()).isEmpty();
    }

    @Test
    void aRepositoryUsedAgainStartsFreshAlsoOnAMachineThatMissedItsDeletion() throws IOException {
        Machine here = new Machine("here");
        Machine elsewhere = new Machine("elsewhere");
        ResolvedCommit before = here.repositories.resolve(tenant, remote(), () -> false);
        elsewhere.repositories.resolve(tenant, remote(), () -> false);
        here.removal.delete(tenant, before.repositoryId());
        here.repositories.resolve(tenant, remote(), () -> false);

        try (CommitTree inUse = elsewhere.repositories.open(tenant, remote(), before)) {
            assertThat(inUse.entries()).hasSize(1);
            assertThatThrownBy(() -> elsewhere.repositories.resolve(tenant, remote(), () -> false))
                    .isInstanceOfSatisfying(
                            RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY));
        }
        ResolvedCommit after = elsewhere.repositories.resolve(tenant, remote(), () -> false);
        assertThat(after).isEqualTo(before);
        assertThat(elsewhere.git.copies().generation(tenant, after.repositoryId()))
                .isEqualTo(2);
        elsewhere.keeper.runOnce();
        assertThat(elsewhere.copies()).hasSize(1);
        assertThat(elsewhere.git.copies().removed()).isEqualTo(1);
    }

    @Test
    void theUseOfARepositoryIsRemembered() {
        Machine here = new Machine("here");
        ResolvedCommit commit = here.repositories.resolve(tenant, remote(), () -> false);
        assertThat(known.commits(tenant, commit.repositoryId(), "main", null, 9))
                .singleElement()
                .satisfies(used -> assertThat(used.commit().commitId()).isEqualTo(commit.commitId()));
        assertThat(known.find(tenant, commit.repositoryId()).orElseThrow().lastUsedAt())
                .isNotNull();
    }
}
