package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositoryCopies.Copy;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepositoryCopiesTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final long PLENTY = 1L << 40;

    @TempDir
    Path temp;

    private JGitRepositories repositories(long mostBytes) {
        GitConfig config = GitConfig.strict(temp.resolve("data"))
                .allowingPaths(List.of(temp))
                .withCopiesBytes(mostBytes);
        return new JGitRepositories(config, SystemTime.ticker());
    }

    private Remote origin(String name) throws IOException {
        Path directory = temp.resolve(name);
        if (!Files.exists(directory)) {
            GitFixture.init(directory).file("A", name).commit("one");
        }
        return new Remote(directory.toString(), "main", null);
    }

    private static ResolvedCommit resolve(JGitRepositories on, Remote source) {
        return on.resolve(TENANT, source, () -> false);
    }

    /// Used at `second` by the file system's clock.
    private ResolvedCommit used(JGitRepositories on, Remote source, int second) throws IOException {
        ResolvedCommit commit = resolve(on, source);
        on.open(TENANT, source, commit).close();
        Path use = temp.resolve("data/default/" + commit.repositoryId() + ".use");
        Files.setLastModifiedTime(use, FileTime.fromMillis(second * 1_000L));
        return commit;
    }

    private static List<String> ids(JGitRepositories on) {
        return on.copies().list().stream().map(Copy::repositoryId).toList();
    }

    @Test
    void theLongestUnusedGoFirstUntilTheRestFits() throws IOException {
        JGitRepositories repositories = repositories(PLENTY);
        String a = used(repositories, origin("a"), 30).repositoryId();
        String b = used(repositories, origin("b"), 10).repositoryId();
        String c = used(repositories, origin("c"), 20).repositoryId();
        assertThat(ids(repositories)).containsExactly(b, c, a);
        long all = repositories.copies().bytes();
        assertThat(repositories.copies().evict(all)).isZero();

        assertThat(repositories.copies().evict(all - 1)).isEqualTo(1);

        assertThat(ids(repositories)).containsExactly(c, a);
        assertThat(repositories.copies().evict(0)).isEqualTo(2);
        assertThat(repositories.copies().bytes()).isZero();
        assertThat(repositories.copies().removed()).isEqualTo(3);
    }

    @Test
    void whatAJobHasOpenStaysAndWhatWasRemovedIsFetchedAgain() throws IOException {
        JGitRepositories repositories = repositories(PLENTY);
        Remote source = origin("a");
        ResolvedCommit commit = resolve(repositories, source);
        try (CommitTree first = repositories.open(TENANT, source, commit);
                CommitTree second = repositories.open(TENANT, source, commit)) {
            first.close();
            first.close();
            assertThat(repositories.copies().evict(0)).isZero();
            assertThat(second.read(second.entries().getFirst().blobId()))
                    .asString()
                    .isEqualTo("a");
        }
        assertThat(repositories.copies().evict(0)).isEqualTo(1);
        try (CommitTree again = repositories.open(TENANT, source, commit)) {
            assertThat(again.read(again.entries().getFirst().blobId()))
                    .asString()
                    .isEqualTo("a");
        }
    }

    @Test
    void whenTheOriginIsGoneTooTheJobIsToldSo() throws IOException {
        JGitRepositories repositories = repositories(PLENTY);
        Remote source = origin("a");
        ResolvedCommit commit = resolve(repositories, source);
        repositories.copies().evict(0);
        FileTrees.delete(temp.resolve("a"));
        assertThatThrownBy(() -> repositories.open(TENANT, source, commit))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_NOT_FOUND));
        assertThat(repositories.copies().remove(TENANT, commit.repositoryId())).isTrue();
    }

    @Test
    void anotherProcessDoesNotRemoveWhatThisOneUses() throws Exception {
        JGitRepositories repositories = repositories(PLENTY);
        Remote source = origin("a");
        ResolvedCommit commit = resolve(repositories, source);
        Path use = temp.resolve("data/default/" + commit.repositoryId() + ".use");
        String locked =
                "import fcntl,sys\nf=open(sys.argv[1],'r+')\ntry:\n fcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB)\n"
                        + "except OSError:\n sys.exit(3)\n";
        Path script = Files.writeString(temp.resolve("lock.py"), locked);
        Callable<Integer> other = () -> new ProcessBuilder("python3", script.toString(), use.toString())
                .start()
                .waitFor();
        try (CommitTree tree = repositories.open(TENANT, source, commit)) {
            assertThat(tree.entries()).hasSize(1);
            assertThat(other.call()).isEqualTo(3);
        }
        assertThat(other.call()).isZero();
    }

    @Test
    void aNewCopyMakesRoomAndIsRefusedWhenAllTheRoomIsInUse() throws IOException {
        JGitRepositories one = repositories(PLENTY);
        resolve(one, origin("a"));
        one.copies().list();
        long size = one.copies().bytes();
        JGitRepositories repositories = repositories(size);
        Remote a = origin("a");
        ResolvedCommit commit = resolve(repositories, a);
        try (CommitTree inUse = repositories.open(TENANT, a, commit)) {
            assertThat(inUse.entries()).hasSize(1);
            Remote b = origin("b");
            assertThatThrownBy(() -> resolve(repositories, b)).isInstanceOfSatisfying(RefactoryException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_SPACE_FULL);
                assertThat(e.sentence()).contains("repositories.max-bytes");
            });
        }
        String b = resolve(repositories, origin("b")).repositoryId();
        assertThat(ids(repositories)).containsExactly(b);
    }

    @Test
    void debrisOfADeadProcessIsRemovedAndWorkUnderWayIsNot() throws IOException {
        JGitRepositories repositories = repositories(PLENTY);
        ResolvedCommit commit = resolve(repositories, origin("a"));
        Path tenant = temp.resolve("data/default");
        Path half = Files.createDirectories(tenant.resolve("repo_" + "1".repeat(32) + ".quarantine"));
        Path going = Files.createDirectories(tenant.resolve(commit.repositoryId() + ".removed"));
        Files.writeString(half.resolve("x"), "x");

        assertThat(repositories.copies().removeDebris()).isEqualTo(2);

        assertThat(half).doesNotExist();
        assertThat(going).doesNotExist();
        assertThat(ids(repositories)).containsExactly(commit.repositoryId());
    }

    @Test
    void readersNeverSeeACopyGoWhileItIsEvictedAllTheTime() throws Exception {
        JGitRepositories repositories = repositories(PLENTY);
        List<Remote> sources = List.of(origin("a"), origin("b"));
        AtomicBoolean done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> evictor = threads.submit(() -> {
                int evicted = 0;
                while (!done.get()) {
                    evicted += repositories.copies().evict(0);
                }
                return evicted;
            });
            List<Future<Integer>> readers = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> read(repositories, sources.get(i % 2))))
                    .toList();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isEqualTo(25);
            }
            done.set(true);
            assertThat(evictor.get()).isPositive();
        } finally {
            done.set(true);
        }
    }

    private static int read(JGitRepositories repositories, Remote source) throws ExecutionException {
        int read = 0;
        for (int i = 0; i < 25; i++) {
            ResolvedCommit commit = resolve(repositories, source);
            try (CommitTree tree = repositories.open(TENANT, source, commit)) {
                read += tree.read(tree.entries().getFirst().blobId()).length;
            }
        }
        return read;
    }
}
