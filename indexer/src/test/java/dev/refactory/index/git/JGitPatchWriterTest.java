package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.PatchWriter.CommitMessage;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JGitPatchWriterTest {
    private static final CommitMessage MESSAGE = new CommitMessage(
            "Zoë Müller",
            "zoe@localhost",
            1_767_225_600L,
            "Rename café to thé; a subject that is rather long for one line of mail",
            "Body.\n\n--- not the end\nFrom here on");

    @TempDir
    Path temp;

    private final PatchWriter writer = new JGitPatchWriter();
    private GitFixture origin;

    @BeforeEach
    void makeOrigin() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
    }

    /// What the last series written came to.
    private PatchWriter.Series series = new PatchWriter.Series(new Patch(new byte[0], "", 0, 0, 0), List.of());
    private PatchWriter.Proof proof = new PatchWriter.Proof(false, false, null);

    private Patch write(Map<String, byte[]> changes, Map<String, String> renames) {
        return write(List.of(new PatchWriter.Change(changes, renames))).whole();
    }

    private PatchWriter.Series write(List<PatchWriter.Change> changes) {
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp));
        JGitRepositories repositories = new JGitRepositories(config, SystemTime.ticker());
        Remote source = new Remote(origin.directory().toString(), "main", null);
        ResolvedCommit commit = repositories.resolve(TenantId.DEFAULT, source, () -> false);
        try (CommitTree tree = repositories.open(TenantId.DEFAULT, source, commit)) {
            series = writer.write(tree, tree::read, changes);
            assertThat(series).usingRecursiveComparison().isEqualTo(writer.write(tree, tree::read, changes));
            proof = writer.prove(tree, tree::read, series);
            return series;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Real git applies the patch to a work tree, and the mail to a branch, and both give the promised tree.
    private void assertGitTakes(Patch patch) throws IOException {
        assertThat(proof).isEqualTo(new PatchWriter.Proof(true, true, true));
        String base = origin.git("rev-parse", "HEAD").strip();
        origin.git(patch.diff(), "apply", "--index", "--whitespace=nowarn", "-");
        assertThat(origin.git("write-tree").strip()).isEqualTo(patch.resultTreeId());
        assertGitTakesBack(patch, base);

        byte[] mail = writer.mail(series, List.of(MESSAGE), base);
        origin.git(mail, "am", "-q");
        assertThat(origin.git("rev-parse", "HEAD^{tree}").strip()).isEqualTo(patch.resultTreeId());
        assertThat(origin.git("log", "-1", "--format=%an|%ae|%at|%s"))
                .isEqualTo("Zoë Müller|zoe@localhost|1767225600|" + MESSAGE.subject() + "\n");
        assertThat(origin.git("log", "-1", "--format=%b")).contains("Body.", "--- not the end", "From here on");
        origin.git("reset", "-q", "--hard", base);
    }

    /// Real git takes the series commit by commit, and the whole patch to the same tree.
    private void assertGitTakesSeries(List<String> subjects) throws IOException {
        assertThat(proof).isEqualTo(new PatchWriter.Proof(true, true, true));
        String base = origin.git("rev-parse", "HEAD").strip();
        List<CommitMessage> messages = subjects.stream()
                .map(subject -> new CommitMessage("A", "a@localhost", 0, subject, ""))
                .toList();
        origin.git(writer.mail(series, messages, base), "am", "-q");
        List<Patch> changing =
                series.steps().stream().filter(step -> !step.changesNothing()).toList();
        for (int i = 0; i < changing.size(); i++) {
            String commit = "HEAD~" + (changing.size() - 1 - i);
            assertThat(origin.git("rev-parse", commit + "^{tree}").strip())
                    .isEqualTo(changing.get(i).resultTreeId());
        }
        assertThat(origin.git("rev-list", "--count", base + "..HEAD").strip()).isEqualTo("" + changing.size());
        assertThat(changing.getLast().resultTreeId()).isEqualTo(series.whole().resultTreeId());
        origin.git("reset", "-q", "--hard", base);
        origin.git(series.whole().diff(), "apply", "--index", "--whitespace=nowarn", "-");
        assertThat(origin.git("write-tree").strip()).isEqualTo(series.whole().resultTreeId());
        assertGitTakesBack(series.whole(), base);
    }

    private void assertGitTakesBack(Patch patch, String base) throws IOException {
        origin.git(patch.diff(), "apply", "--index", "--whitespace=nowarn", "-R", "-");
        assertThat(origin.git("write-tree")).isEqualTo(origin.git("rev-parse", base + "^{tree}"));
        origin.git("reset", "-q", "--hard", base);
    }

    private static PatchWriter.Change change(Map<String, String> contents, Map<String, String> renames) {
        Map<String, byte[]> bytes = new HashMap<>();
        contents.forEach((path, text) -> bytes.put(path, utf8(text)));
        return new PatchWriter.Change(bytes, renames);
    }

    @Test
    void aSeriesIsOneCommitForEachStepThatChangesSomething() throws IOException {
        origin.file("A.java", "class A {\n int a;\n int b;\n int c;\n}\n")
                .file("B.java", "class B {}\n")
                .commit("one");
        write(List.of(
                change(
                        Map.of("A.java", "class C {\n int a;\n int b;\n int c;\n}\n", "B.java", "class B { C c; }\n"),
                        Map.of("A.java", "pkg/C.java")),
                change(Map.of("B.java", "class B { C c; }\n"), Map.of()),
                change(Map.of("pkg/C.java", "class C {\n int x;\n int b;\n int c;\n}\n"), Map.of()),
                change(Map.of(), Map.of("pkg/C.java", "C.java"))));

        assertThat(series.steps()).extracting(Patch::changesNothing).containsExactly(false, true, false, false);
        assertThat(new String(series.whole().diff(), StandardCharsets.UTF_8))
                .contains("rename from A.java\nrename to C.java\n")
                .doesNotContain("pkg/");
        assertGitTakesSeries(List.of("Rename A to C", "Nothing", "Rename a to x", "Move C"));
    }

    @Test
    void stepsThatUndoEachOtherAreASeriesAndNoPatch() throws IOException {
        origin.file("A", "one\n").commit("one");
        write(List.of(change(Map.of("A", "two\n"), Map.of("A", "B")), change(Map.of("B", "one\n"), Map.of("B", "A"))));
        assertThat(series.whole().diff()).isEmpty();
        assertThat(series.steps()).noneMatch(Patch::changesNothing);
        assertThat(proof).isEqualTo(new PatchWriter.Proof(true, true, true));
    }

    @Test
    void aSeriesWhoseStepIsTamperedWithDoesNotProve() throws IOException {
        origin.file("A", "one\n").file("B", "one\n").commit("one");
        write(List.of(change(Map.of("A", "two\n"), Map.of()), change(Map.of("B", "two\n"), Map.of())));
        assertThat(proof.holds()).isTrue();
        PatchWriter.Series good = series;
        PatchWriter.Series swapped = new PatchWriter.Series(
                good.whole(), List.of(good.steps().get(1), good.steps().get(0)));
        PatchWriter.Series whole = new PatchWriter.Series(good.steps().getFirst(), good.steps());
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp));
        JGitRepositories repositories = new JGitRepositories(config, SystemTime.ticker());
        Remote source = new Remote(origin.directory().toString(), "main", null);
        ResolvedCommit commit = repositories.resolve(TenantId.DEFAULT, source, () -> false);
        try (CommitTree tree = repositories.open(TenantId.DEFAULT, source, commit)) {
            assertThat(writer.prove(tree, tree::read, swapped)).isEqualTo(new PatchWriter.Proof(false, true, false));
            assertThat(writer.prove(tree, tree::read, whole).holds())
                    .as("each alone is a patch, together they are not what they say")
                    .isTrue();
            Patch lying = new Patch(good.whole().diff(), good.steps().getFirst().resultTreeId(), 2, 2, 2);
            assertThat(writer.prove(tree, tree::read, new PatchWriter.Series(lying, good.steps())))
                    .isEqualTo(new PatchWriter.Proof(false, true, false));
        }
    }

    @Test
    void anEditIsTheDiffThatGitWrites() throws IOException {
        origin.file("src/A.java", "1\n2\n3\n4\n5\n6\n7\n8\n9\n")
                .file("other", "x")
                .commit("one");
        Patch patch = write(Map.of("src/A.java", utf8("1\n2\n3\n4\nfive\n6\n7\n8\n9\n")), Map.of());

        origin.file("src/A.java", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");
        assertThat(new String(patch.diff(), StandardCharsets.UTF_8)).isEqualTo(origin.git("diff", "--full-index"));
        origin.git("checkout", "-q", ".");
        assertThat(List.of(patch.filesChanged(), patch.insertions(), patch.deletions()))
                .containsExactly(1, 1, 1);
        assertGitTakes(patch);
    }

    @Test
    void renamesModesLineEndingsAndOddNamesSurvive() throws IOException {
        origin.file("with space.txt", "a\nb\n")
                .file("tab\tand \"quote\" and \\.txt", "a\n")
                .file("ümläut/ж.java", "class Ж {}\n")
                .file("crlf.txt", "a\r\nb\r\nc\r\n")
                .file("no-newline.txt", "a\nb")
                .file("latin1.java", "// caf\u00e9\nint x;\n".getBytes(StandardCharsets.ISO_8859_1))
                .file("run.sh", "#!/bin/sh\nold\n")
                .file("pkg/Old.java", "class Old {\n  int a;\n  int b;\n  int c;\n  int d;\n}\n")
                .file("exact move", "same\n")
                .file("empty", "")
                .file("nul.bin", "a\0b\nc\n");
        assertThat(origin.directory().resolve("run.sh").toFile().setExecutable(true))
                .isTrue();
        origin.commit("one");

        Map<String, byte[]> changes = new HashMap<>();
        changes.put("with space.txt", utf8("a\nB\n"));
        changes.put("tab\tand \"quote\" and \\.txt", utf8("b\n"));
        changes.put("ümläut/ж.java", utf8("class Я {}\n"));
        changes.put("crlf.txt", utf8("a\r\nB\r\nc\r\n"));
        changes.put("no-newline.txt", utf8("a\nB"));
        changes.put("latin1.java", "// th\u00e9\nint x;\n".getBytes(StandardCharsets.ISO_8859_1));
        changes.put("run.sh", utf8("#!/bin/sh\nnew\n"));
        changes.put("pkg/Old.java", utf8("class New {\n  int a;\n  int b;\n  int c;\n  int d;\n}\n"));
        changes.put("empty", utf8("no longer"));
        changes.put("nul.bin", utf8("a\0b\nC\n"));
        Map<String, String> renames = Map.of("pkg/Old.java", "pkg/sub dir/Nüw.java", "exact move", "moved");
        Patch patch = write(changes, renames);

        assertThat(new String(patch.diff(), StandardCharsets.ISO_8859_1))
                .contains("diff --git \"a/tab\\tand \\\"quote\\\" and \\\\.txt\"")
                .contains("--- a/with space.txt\t\n")
                .contains("similarity index 100%\nrename from exact move\nrename to moved\n")
                .contains("rename to \"pkg/sub dir/N\\303\\274w.java\"")
                .contains(" 100755\n")
                .contains("\\ No newline at end of file\n")
                .contains("-// caf\u00e9\n+// th\u00e9\n")
                .contains("-b\r\n+B\r\n");
        assertThat(patch.filesChanged()).isEqualTo(11);
        assertGitTakes(patch);
    }

    @Test
    void newFilesAndNewlinesAtTheEndComeAndGo() throws IOException {
        origin.file("ends", "a\n").file("open", "a").commit("one");
        Patch patch = write(
                Map.of("ends", utf8("a"), "open", utf8("a\n"), "new/file", utf8("1\n2"), "new/empty", new byte[0]),
                Map.of());
        assertThat(new String(patch.diff(), StandardCharsets.UTF_8))
                .contains("new file mode 100644\nindex " + "0".repeat(40))
                .contains("--- /dev/null\n");
        assertGitTakes(patch);
    }

    @Test
    void aFileMayTakeTheNameAnotherLeaves() throws IOException {
        origin.file("a", "one\n").file("b", "two\n").commit("one");
        Patch patch = write(Map.of(), Map.of("a", "b", "b", "c"));
        assertThat(proof.applies()).isTrue();
        assertThat(proof.reverses()).isTrue();
        assertThat(proof.gitAgrees()).isTrue();
    }

    @Test
    void noChangeIsAnEmptyPatch() throws IOException {
        origin.file("a", "one\n").commit("one");
        Patch patch = write(Map.of("a", utf8("one\n")), Map.of());
        assertThat(patch.diff()).isEmpty();
        assertThat(patch.filesChanged()).isZero();
        assertThat(patch.resultTreeId())
                .isEqualTo(origin.git("rev-parse", "HEAD^{tree}").strip());
        assertThat(proof).isEqualTo(new PatchWriter.Proof(true, true, true));
    }

    @Test
    void aNameThatIsNotUtf8StaysAsItIs() throws IOException {
        origin.file("a", "one\n").commit("one");
        String blob = origin.git("rev-parse", "HEAD:a").strip();
        byte[] entry = ("100644 " + blob + "\tcaf\u00e9.java\0").getBytes(StandardCharsets.ISO_8859_1);
        origin.git(entry, "update-index", "-z", "--index-info");
        origin.git("commit", "-q", "-m", "two");
        Patch patch = write(Map.of("caf\u00e9.java", utf8("two\n")), Map.of());
        assertThat(new String(patch.diff(), StandardCharsets.UTF_8)).contains("caf\\351.java");
        assertThat(proof).isEqualTo(new PatchWriter.Proof(true, true, true));
    }

    @Test
    void anythingThatDoesNotFitExactlyIsRefused() throws Exception {
        byte[] content = utf8("1\n2\n3\n");
        String head = "diff --git a/f b/f\n--- a/f\n+++ b/f\n";
        assertThat(PatchApply.apply(content, hunks(head + "@@ -1,2 +1,2 @@\n 1\n-2\n+two\n"), false))
                .asString()
                .isEqualTo("1\ntwo\n3\n");
        for (String hunk : List.of(
                "@@ -2,2 +2,2 @@\n 1\n-2\n+two\n",
                "@@ -1,2 +1,2 @@\n 1\n-two\n+2\n",
                "@@ -9,1 +9,1 @@\n-9\n+nine\n",
                "@@ -3,1 +3,1 @@\n-3\n+three\n@@ -1,1 +1,1 @@\n-1\n+one\n")) {
            assertThatThrownBy(() -> PatchApply.apply(content, hunks(head + hunk), false))
                    .as(hunk)
                    .isInstanceOf(StrictPatch.Malformed.class);
        }
        for (String patch : List.of(
                "garbage\n", head + "@@ -1,2 +1,2 @@\n 1\n", head + "@@ -1 +1 @@\n-1\n+1\n+2\n", "no line feed")) {
            assertThatThrownBy(() -> StrictPatch.parse(utf8(patch)))
                    .as(patch)
                    .isInstanceOf(StrictPatch.Malformed.class);
        }
    }

    private static List<StrictPatch.Hunk> hunks(String patch) throws StrictPatch.Malformed {
        return StrictPatch.parse(utf8(patch)).files().getFirst().hunks();
    }

    @Test
    void randomEditsAreProvenAndTakenByGit() throws IOException {
        int ran = Seeds.forEach(12, seed -> {
            RandomGenerator random = Seeds.random(seed);
            try {
                origin = GitFixture.init(temp.resolve("origin" + seed));
                Map<String, byte[]> before = new TreeMap<>();
                Map<String, byte[]> after = new TreeMap<>();
                for (int i = 0; i < 5; i++) {
                    byte[] content = randomText(random);
                    before.put("f" + i + " \u00e4", content);
                    after.put("f" + i + " \u00e4", edited(random, content));
                }
                for (Map.Entry<String, byte[]> file : before.entrySet()) {
                    origin.file(file.getKey(), file.getValue());
                }
                origin.commit("one");
                assertGitTakes(write(after, random.nextBoolean() ? Map.of("f0 \u00e4", "dir/g") : Map.of()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(ran).isPositive();
        assertThat(Files.isDirectory(temp)).isTrue();
    }

    private static byte[] randomText(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(40);
        for (int i = 0; i < lines; i++) {
            text.append((char) ('a' + random.nextInt(3)))
                    .append(random.nextInt(4) == 0 ? "\u00ff" : "")
                    .append(random.nextInt(3) == 0 ? "\r\n" : "\n");
        }
        if (random.nextBoolean()) {
            text.append("end");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] edited(RandomGenerator random, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 3; i++) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(4));
            text = text.substring(0, at) + (random.nextBoolean() ? "NEW\n" : "x") + text.substring(to);
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
