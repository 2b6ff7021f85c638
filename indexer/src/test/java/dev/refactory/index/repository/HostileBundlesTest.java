package dev.refactory.index.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.BundleLimits;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.testkit.Seeds;
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
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

final class HostileBundlesTest extends UploadFixture {
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
