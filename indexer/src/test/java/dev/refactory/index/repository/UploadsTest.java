package dev.refactory.index.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.BundleLimits;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.GitCredentials;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Upload;
import dev.refactory.index.store.MemoryBundleStore;
import dev.refactory.index.store.MemoryRepositoryStore;
import dev.refactory.index.store.RepositoryStore.Registration;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadsTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    Path temp;

    private final MemoryRepositoryStore registry = new MemoryRepositoryStore(new VirtualClock());
    private final MemoryBundleStore bundles = new MemoryBundleStore(new VirtualClock(), registry);
    private GitFixture origin;
    private JGitRepositories git;
    private Uploads uploads;

    @BeforeEach
    void start() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
        start(BundleLimits.DEFAULT, RepositoryLimits.DEFAULT);
    }

    private void start(BundleLimits limits, RepositoryLimits most) {
        git = machine("data", limits);
        uploads = new Uploads(git, registry, bundles, most);
    }

    private JGitRepositories machine(String data, BundleLimits limits) {
        return new JGitRepositories(
                GitConfig.strict(temp.resolve(data)),
                SystemTime.ticker(),
                GitCredentials.NONE,
                new StoredBundles(bundles),
                limits);
    }

    private Path bundle(String... arguments) throws IOException {
        Path file = temp.resolve("b.bundle");
        Files.deleteIfExists(file);
        String[] command = new String[arguments.length + 3];
        command[0] = "bundle";
        command[1] = "create";
        command[2] = file.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        origin.git(command);
        return file;
    }

    private String upload(String name, Path bundle) {
        return uploads.upload(TENANT, name, bundle).repository().repositoryId();
    }

    private static Upload source(String id, @Nullable String ref) {
        return new Upload(id, ref, null);
    }

    private static ResolvedCommit resolve(JGitRepositories on, Upload source) {
        return on.resolve(TENANT, source, () -> false);
    }

    private static void assertRefused(ErrorCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).as(e.sentence()).isEqualTo(code);
            assertThat(e.sentence()).contains(words);
        });
    }

    private void assertNothingLeft(String name) throws IOException {
        String id = JGitRepositories.identifyUpload(TENANT, name).repositoryId();
        assertThat(registry.find(TENANT, id)).isEmpty();
        assertThat(bundles.bundles(TENANT, id)).isEmpty();
        if (Files.exists(temp.resolve("data/default"))) {
            try (Stream<Path> left = Files.list(temp.resolve("data/default"))) {
                assertThat(left.filter(Files::isDirectory)).isEmpty();
            }
        }
    }

    @Test
    void aBundleIsARepositoryOnEveryMachine() throws IOException {
        origin.file("src/A.java", "class A {}\n").commit("one");
        String commit = origin.file("README", "read\n").commit("two");
        origin.git("tag", "-a", "v1", "-m", "release");
        Registration first = uploads.upload(TENANT, "mine", bundle("--all"));
        String id = first.repository().repositoryId();
        assertThat(first.created()).isTrue();

        for (JGitRepositories machine : List.of(git, machine("elsewhere", BundleLimits.DEFAULT))) {
            for (String ref : Arrays.asList("main", "refs/heads/main", "v1", commit, null)) {
                assertThat(resolve(machine, source(id, ref)).commitId()).isEqualTo(commit);
            }
            ResolvedCommit resolved = resolve(machine, new Upload(id, null, commit));
            try (CommitTree tree = machine.open(TENANT, source(id, "main"), resolved)) {
                assertThat(tree.entries()).extracting(Entry::path).containsExactly("README", "src/A.java");
                assertThat(tree.read(tree.entries().get(1).blobId())).asString().isEqualTo("class A {}\n");
            }
        }
    }

    @Test
    void versionThreeIsReadToo() throws IOException {
        String commit = origin.file("A", "1").commit("one");
        Path bundle = temp.resolve("v3.bundle");
        origin.git("bundle", "create", "--version=3", bundle.toString(), "main");
        String id = upload("mine", bundle);
        assertThat(resolve(git, source(id, null)).commitId()).isEqualTo(commit);
    }

    @Test
    void aLaterBundleBuildsOnTheOnesBeforeAlsoWhereTheyWereNeverUnpacked() throws IOException {
        String first = origin.file("A", "1\n".repeat(500)).commit("one");
        String id = upload("mine", bundle("main"));
        String second = origin.file("A", "1\n".repeat(500) + "2\n").commit("two");
        origin.git("branch", "feature");
        assertThat(upload("mine", bundle(first + "..main", "feature"))).isEqualTo(id);
        String third = origin.file("B", "3").commit("three");
        upload("mine", bundle(second + "..main"));

        JGitRepositories elsewhere = machine("elsewhere", BundleLimits.DEFAULT);
        assertThat(resolve(elsewhere, source(id, "main")).commitId()).isEqualTo(third);
        assertThat(resolve(elsewhere, source(id, "feature")).commitId()).isEqualTo(second);
        ResolvedCommit old = resolve(elsewhere, source(id, first));
        try (CommitTree tree = elsewhere.open(TENANT, source(id, null), old)) {
            assertThat(tree.entries()).extracting(Entry::path).containsExactly("A");
        }
        assertThat(bundles.bundles(TENANT, id)).hasSize(3);
    }

    @Test
    void theSameBundleAgainIsKeptOnce() throws IOException {
        origin.file("A", "1").commit("one");
        Path bundle = bundle("main");
        String id = upload("mine", bundle);
        assertThat(uploads.upload(TENANT, "mine", bundle).created()).isFalse();
        assertThat(bundles.bundles(TENANT, id)).hasSize(1);
    }

    @Test
    void aBundleThatBuildsOnWhatIsNotThereIsRefused() throws IOException {
        String first = origin.file("A", "1").commit("one");
        origin.file("A", "2").commit("two");
        Path bundle = bundle(first + "..main");
        assertRefused(ErrorCode.INVALID_REQUEST, first, () -> upload("mine", bundle));
        assertNothingLeft("mine");
        assertThat(upload("mine", bundle("main"))).startsWith("repo_");
    }

    @Test
    void aShallowClonesBundleLacksItsParents() throws IOException {
        String first = origin.file("A", "1").commit("one");
        origin.file("A", "2").commit("two");
        GitFixture shallow = origin.at(temp.resolve("shallow"));
        origin.git(
                "clone",
                "-q",
                "--depth=1",
                "file://" + origin.directory(),
                shallow.directory().toString());
        Path bundle = temp.resolve("shallow.bundle");
        shallow.git("bundle", "create", bundle.toString(), "HEAD");
        assertRefused(ErrorCode.INVALID_REQUEST, first, () -> upload("mine", bundle));
        assertNothingLeft("mine");
    }

    @Test
    void unknownRefsAndCommitsAndRepositoriesAreNamed() throws IOException {
        origin.file("A", "1").commit("one");
        String id = upload("mine", bundle("main"));
        assertRefused(ErrorCode.UNKNOWN_REF, "for example main", () -> resolve(git, source(id, "mian")));
        assertRefused(ErrorCode.UNKNOWN_REF, "c".repeat(40), () -> resolve(git, source(id, "c".repeat(40))));
        assertRefused(ErrorCode.UNKNOWN_REF, "40 hex", () -> resolve(git, new Upload(id, null, "abc")));
        String unknown = "repo_" + "0".repeat(32);
        assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, unknown, () -> resolve(git, source(unknown, "main")));
        assertRefused(
                ErrorCode.REPOSITORY_NOT_FOUND,
                id,
                () -> git.resolve(new TenantId("other"), source(id, "x"), () -> false));
    }

    @Test
    void badNamesAreRefused() throws IOException {
        origin.file("A", "1").commit("one");
        Path bundle = bundle("main");
        for (String name : List.of("", "-x", ".x", "a/b", "a b", "x".repeat(121), "\u00e4")) {
            assertRefused(ErrorCode.INVALID_REQUEST, "1 to 120", () -> upload(name, bundle));
        }
    }

    private Path file(byte[] content) {
        try {
            return Files.write(temp.resolve("hostile.bundle"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsNoBundleIsRefused() throws IOException {
        String tip = "1".repeat(40);
        for (String text : List.of(
                "",
                "garbage",
                "\0\0\0",
                "# v1 git bundle\n",
                "# v2 git bundle\n",
                "# v2 git bundle\n\n",
                "# v2 git bundle\n" + tip + " main\n\nPACK",
                "# v2 git bundle\n" + tip + " refs/heads/../../x\n\nPACK",
                "# v2 git bundle\n" + tip + " refs/heads/a\n" + tip + " refs/heads/a\n\nPACK",
                "# v2 git bundle\n" + tip + " refs/heads/a",
                "# v2 git bundle\n@filter=blob:none\n" + tip + " refs/heads/a\n\n",
                "# v3 git bundle\n@filter=blob:none\n" + tip + " refs/heads/a\n\n",
                "# v3 git bundle\n@object-format=sha256\n" + "1".repeat(64) + " refs/heads/a\n\n",
                "# v3 git bundle\n@unheard-of\n" + tip + " refs/heads/a\n\n",
                "# v2 git bundle\n" + "x".repeat(100_000),
                "# v2 git bundle\n" + tip + " refs/heads/a\n\nPACK\0\0\0\2\0\0\0\0")) {
            assertRefused(ErrorCode.INVALID_REQUEST, "The bundle", () -> upload("mine", file(ascii(text))));
        }
        assertNothingLeft("mine");
    }

    /// A bundle of these object bytes, with a right checksum.
    private Path packed(long claimed, byte[]... objects) {
        try {
            ByteArrayOutputStream pack = new ByteArrayOutputStream();
            pack.write(ascii("PACK\0\0\0\2"));
            pack.write(ByteBuffer.allocate(4).putInt((int) claimed).array());
            for (byte[] object : objects) {
                pack.write(object);
            }
            pack.write(MessageDigest.getInstance("SHA-1").digest(pack.toByteArray()));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(ascii("# v2 git bundle\n" + "1".repeat(40) + " refs/heads/a\n\n"));
            all.write(pack.toByteArray());
            return file(all.toByteArray());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A pack entry of a type with a claimed size.
    private static byte[] entry(int type, long size, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = size >>> 4;
        out.write((int) (type << 4 | size & 15 | (left > 0 ? 0x80 : 0)));
        while (left > 0) {
            out.write((int) (left & 0x7f | (left > 0x7f ? 0x80 : 0)));
            left >>>= 7;
        }
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void aPackThatClaimsMoreThanItHoldsIsRefusedBeforeMemoryIsReserved() {
        byte[] blob = entry(3, 1, ascii("x"));
        for (long claimed : new long[] {2, 1_000, 1_999_999, 0x7fffffffL, 0xffffffffL}) {
            assertThatThrownBy(() -> upload("mine", packed(claimed, blob)))
                    .isInstanceOfSatisfying(
                            RefactoryException.class,
                            e -> assertThat(e.code()).isIn(ErrorCode.INVALID_REQUEST, ErrorCode.LIMIT_EXCEEDED));
        }
    }

    @Test
    void anObjectWhoseSizeLiesIsRefused() throws IOException {
        for (long size : new long[] {0, 2, 1L << 20, 1L << 40}) {
            assertThatThrownBy(() -> upload("mine", packed(1, entry(3, size, ascii("x")))))
                    .isInstanceOfSatisfying(
                            RefactoryException.class,
                            e -> assertThat(e.code()).isIn(ErrorCode.INVALID_REQUEST, ErrorCode.LIMIT_EXCEEDED));
        }
        assertNothingLeft("mine");
    }

    @Test
    void whatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
        start(
                new BundleLimits(1 << 20, 1_000, 1 << 20, 4 << 20, 10, 10, 10, Duration.ofMinutes(1)),
                RepositoryLimits.DEFAULT);
        byte[][] bombs = new byte[40][];
        for (int i = 0; i < bombs.length; i++) {
            byte[] zeros = new byte[1 << 20];
            zeros[0] = (byte) i;
            bombs[i] = entry(3, zeros.length, zeros);
        }
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "larger", () -> upload("mine", packed(bombs.length, bombs)));
        byte[] large = new byte[(1 << 20) + 1];
        assertRefused(
                ErrorCode.LIMIT_EXCEEDED,
                "an object of more than",
                () -> upload("mine", packed(1, entry(3, large.length, large))));
        assertNothingLeft("mine");
    }

    @Test
    void limitsOnBytesRefsBundlesAndTheTenantsQuotaAreKept() throws IOException {
        origin.file("A", "1").commit("one");
        origin.git("branch", "b");
        Path bundle = bundle("--all");
        long bytes = Files.size(bundle);
        Duration time = Duration.ofMinutes(1);
        start(new BundleLimits(bytes - 1, 100, 100, 100, 1, 100, 10, time), RepositoryLimits.DEFAULT);
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "bytes", () -> upload("mine", bundle));
        start(new BundleLimits(bytes, 100, 1_000, 10_000, 1, 2, 10, time), RepositoryLimits.DEFAULT);
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "2 refs", () -> upload("mine", bundle));
        start(new BundleLimits(bytes, 2, 1_000, 10_000, 1, 10, 10, time), RepositoryLimits.DEFAULT);
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "2 objects", () -> upload("mine", bundle));
        start(new BundleLimits(bytes, 9, 1_000, 10_000, 1, 10, 10, Duration.ofNanos(-1)), RepositoryLimits.DEFAULT);
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "seconds", () -> upload("mine", bundle));
        start(BundleLimits.DEFAULT, new RepositoryLimits(10, bytes - 1));
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "uploads.max-bytes", () -> upload("mine", bundle));
        assertNothingLeft("mine");
        start(new BundleLimits(bytes, 100, 1_000, 10_000, 1, 10, 1, time), RepositoryLimits.DEFAULT);
        upload("mine", bundle);
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "1 times", () -> upload("mine", bundle("b")));
    }

    @Test
    void aBundleWithHostilePathsIsRefused() throws IOException {
        origin.file("A", "1").commit("one");
        String blob = origin.git("rev-parse", "HEAD:A").strip();
        for (String name : List.of("..", ".git", ".GIT", ".", "a/b")) {
            byte[] tree = tree(name, blob);
            byte[] id = origin.git(tree, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
            String commit = origin.git("commit-tree", new String(id, StandardCharsets.US_ASCII).strip(), "-m", "x")
                    .strip();
            origin.git("update-ref", "refs/heads/hostile", commit);
            Path bundle = bundle("hostile");
            assertRefused(ErrorCode.INVALID_REQUEST, "damaged", () -> upload("mine", bundle));
        }
        assertNothingLeft("mine");
    }

    private static byte[] tree(String name, String blob) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ascii("100644 " + name + "\0"));
        out.write(java.util.HexFormat.of().parseHex(blob));
        return out.toByteArray();
    }

    @Test
    void aBundleThatLacksOneObjectIsRefused() throws IOException {
        origin.file("A", "1").file("B", "2").commit("one");
        String blob = origin.git("rev-parse", "HEAD:B").strip();
        String ids =
                origin.git("rev-list", "--objects", "--no-object-names", "main").replace(blob + "\n", "");
        byte[] pack = origin.git(ascii(ids), "pack-objects", "--stdout", "-q");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(ascii("# v2 git bundle\n" + origin.git("rev-parse", "main").strip() + " refs/heads/main\n\n"));
        all.write(pack);
        assertRefused(ErrorCode.INVALID_REQUEST, blob, () -> upload("mine", file(all.toByteArray())));
        assertNothingLeft("mine");
    }

    @Test
    void damagedBundlesAreTypedErrorsOrTheWholeRepository() throws IOException {
        origin.file("A", "class A { int a; }\n".repeat(40)).commit("one");
        origin.file("A", "class A { int b; }\n".repeat(41)).file("d/B", "b").commit("two");
        byte[] good = Files.readAllBytes(bundle("--all"));
        int ran = Seeds.forEach(150, seed -> {
            RandomGenerator random = Seeds.random(seed);
            byte[] bad = random.nextInt(3) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int i = random.nextInt(4); i >= 0 && bad.length > 0; i--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String name = "seed" + seed;
            try {
                upload(name, file(bad));
            } catch (RefactoryException e) {
                assertThat(e.code()).as(e.sentence()).isIn(ErrorCode.INVALID_REQUEST, ErrorCode.LIMIT_EXCEEDED);
                assertThat(e.getCause()).isNull();
            }
        });
        assertThat(ran).isPositive();
        assertThat(Files.walk(temp.resolve("data")).map(Path::toString))
                .noneMatch(path -> path.endsWith(".quarantine"));
    }
}
