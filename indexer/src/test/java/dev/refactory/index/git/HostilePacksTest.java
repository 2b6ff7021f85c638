package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packs of Git servers that mean harm.
final class HostilePacksTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final int COUNT = 8;
    private static final int CHECKSUM = 20;

    @TempDir
    Path temp;

    private GitFixture origin;
    private String tip;
    private byte[] pack;

    @BeforeEach
    void makeAnHonestPack() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
        tip = origin.file("A", "content").file("big", new byte[3_000_000]).commit("one");
        byte[] objects = origin.git("rev-list", "--objects", "HEAD").getBytes(StandardCharsets.UTF_8);
        pack = origin.git(objects, "pack-objects", "--stdout", "-q");
    }

    private static JGitRepositories repositories(Path data, long objectBytes) {
        GitConfig usual = GitConfig.strict(data).trustingTheNetwork();
        GitConfig.Limits limits = usual.limits();
        return new JGitRepositories(
                new GitConfig(
                        data,
                        usual.allowedPaths(),
                        true,
                        true,
                        null,
                        usual.copiesBytes(),
                        new GitConfig.Limits(
                                limits.packBytes(),
                                limits.objects(),
                                objectBytes,
                                limits.files(),
                                limits.fileBytes(),
                                limits.pathDepth(),
                                limits.fetchTime(),
                                limits.idleTime())),
                SystemTime.ticker());
    }

    private ResolvedCommit fetch(JGitRepositories repositories, byte[] sent, int firstBand) throws IOException {
        try (PackServer server = new PackServer(tip, sent, firstBand)) {
            return repositories.resolve(TENANT, new Remote(server.url(), "main", null), () -> false);
        }
    }

    @Test
    void anHonestPackIsTakenInHoweverItsBytesAreSpread() throws IOException {
        for (int firstBand : new int[] {1, 10, 11, 12, 500}) {
            JGitRepositories repositories = repositories(temp.resolve("data" + firstBand), 128 << 20);
            ResolvedCommit commit = fetch(repositories, pack, firstBand);
            assertThat(commit.commitId()).isEqualTo(tip);
            try (CommitTree tree = repositories.open(TENANT, new Remote("https://x/x", "main", null), commit)) {
                assertThat(tree.entries()).hasSize(2);
            }
        }
    }

    @Test
    void aPackThatClaimsTooManyObjectsIsRefusedBeforeMemoryIsReservedForThem() throws IOException {
        JGitRepositories repositories = repositories(temp.resolve("data"), 128 << 20);
        int most = GitConfig.Limits.DEFAULT.objects();
        for (long claimed : new long[] {most + 1L, 1L << 28, 0x7fffffffL, 0x80000000L, 0xffffffffL}) {
            for (int firstBand : new int[] {11, 500}) {
                assertThatThrownBy(() -> fetch(repositories, claiming(claimed), firstBand))
                        .isInstanceOfSatisfying(RefactoryException.class, e -> {
                            assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                            assertThat(e.sentence()).contains(claimed + " objects", "127.0.0.1", "upload a bundle");
                        });
            }
        }
        assertNothingLeft();
    }

    @Test
    void aPackThatClaimsMoreOrFewerObjectsThanItHoldsIsRefused() throws IOException {
        JGitRepositories repositories = repositories(temp.resolve("data"), 128 << 20);
        for (long claimed : new long[] {0, 1, 5, 100_000}) {
            assertThatThrownBy(() -> fetch(repositories, claiming(claimed), 500))
                    .isInstanceOfSatisfying(
                            RefactoryException.class,
                            e -> assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.REPOSITORY_UNAVAILABLE));
        }
        assertNothingLeft();
    }

    @Test
    void anObjectThatUnpacksToMoreThanTheLimitIsRefused() {
        JGitRepositories repositories = repositories(temp.resolve("data"), 2_000_000);
        assertThatThrownBy(() -> fetch(repositories, pack, 500))
                .isInstanceOfSatisfying(
                        RefactoryException.class,
                        e -> assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }

    /// The honest pack with another count, and a right checksum.
    private byte[] claiming(long count) {
        byte[] lying = Arrays.copyOf(pack, pack.length);
        ByteBuffer.wrap(lying).putInt(COUNT, (int) count);
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(lying, 0, lying.length - CHECKSUM);
            byte[] checksum = sha1.digest();
            System.arraycopy(checksum, 0, lying, lying.length - CHECKSUM, CHECKSUM);
            return lying;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPackThatLacksABlobOfItsTreeIsRefused() throws IOException {
        String some = origin.git("rev-parse", "HEAD", "HEAD^{tree}", "HEAD:A");
        byte[] lacking = origin.git(some.getBytes(StandardCharsets.UTF_8), "pack-objects", "--stdout", "-q");
        assertThatThrownBy(() -> fetch(repositories(temp.resolve("data"), 128 << 20), lacking, 500))
                .isInstanceOfSatisfying(
                        RefactoryException.class,
                        e -> assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.REPOSITORY_UNAVAILABLE));
        assertNothingLeft();
    }

    /// All objects are there, but one of them is no file: nobody is given its bytes as one.
    @Test
    void aTreeThatCallsAnotherTreeAFileIsDamaged() throws IOException {
        byte[] id =
                HexFormat.of().parseHex(origin.git("rev-parse", "HEAD^{tree}").strip());
        ByteBuffer entry = ByteBuffer.allocate(30);
        entry.put("100644 F\0".getBytes(StandardCharsets.US_ASCII)).put(id).flip();
        byte[] bytes = Arrays.copyOf(entry.array(), entry.limit());
        String tree = text(origin.git(bytes, "hash-object", "-t", "tree", "-w", "--stdin", "--literally"));
        tip = origin.git("commit-tree", "-m", "two", tree).strip();
        byte[] objects = origin.git("rev-parse", tip, tree, "HEAD^{tree}").getBytes(StandardCharsets.UTF_8);
        byte[] sent = origin.git(objects, "pack-objects", "--stdout", "-q");
        JGitRepositories repositories = repositories(temp.resolve("data"), 128 << 20);
        ResolvedCommit commit = fetch(repositories, sent, 500);
        try (CommitTree opened = repositories.open(TENANT, new Remote("https://x/x", "main", null), commit)) {
            assertThatThrownBy(() -> opened.read(opened.entries().getFirst().blobId()))
                    .isInstanceOfSatisfying(
                            RefactoryException.class,
                            e -> assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.REPOSITORY_UNAVAILABLE));
        }
    }

    private static String text(byte[] output) {
        return new String(output, StandardCharsets.UTF_8).strip();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(temp.resolve("data/default"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }
}
