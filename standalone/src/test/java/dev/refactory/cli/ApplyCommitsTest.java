package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.client.Git;
import dev.refactory.client.LocalRepository;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommitsTest {
    private static final String SERIES = """
            From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
            From: Refactory <refactory@localhost>
            Date: Thu, 1 Jan 1970 00:00:00 +0000
            Subject: [PATCH 1/2] Rename one.
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: 8bit

            ---
            diff --git a/A.java b/A.java
            --- a/A.java
            +++ b/A.java
            @@ -1 +1 @@
            -class A { void one() {} }
            +class A { void two() {} }
            --\s
            refactory

            From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
            From: Refactory <refactory@localhost>
            Date: Thu, 1 Jan 1970 00:00:00 +0000
            Subject: [PATCH 2/2] Rename two.
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: 8bit

            ---
            diff --git a/A.java b/A.java
            --- a/A.java
            +++ b/A.java
            @@ -1 +1 @@
            -class A { void two() {} }
            +class A { void three() {} }
            --\s
            refactory

            """;

    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;
    private Git git;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
        git = new Git(directory);
        git.must("init", "-q");
        git.must("config", "user.name", "Someone");
        git.must("config", "user.email", "someone@example.com");
        file = directory.resolve("A.java");
        Files.writeString(file, "class A { void one() {} }\n");
        git.must("add", ".");
        git.must("commit", "-q", "-m", "first");
        jobOf(head());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String head() {
        return git.must("rev-parse", "HEAD").strip();
    }

    private void jobOf(String commit) {
        jobOf(commit, SERIES);
    }

    private void jobOf(String commit, String series) {
        server.close();
        server = new FakeServer()
                .on("GET /v2/jobs/job_1", 200, """
                        {"job_id":"job_1","status":"succeeded","result":{"commit":"%s"}}""".formatted(commit))
                .on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "application/mbox", series));
        commands.with("REFACTORY_URL", server.url());
    }

    private void nothingWasDone(CommandLineFixture.Ran ran, String before, String... sentences) {
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err())
                .startsWith("error: No commit was made: ")
                .contains(sentences)
                .hasLineCount(1);
        assertThat(head()).isEqualTo(before);
        assertThat(directory.resolve(".git/rebase-apply")).doesNotExist();
    }

    @Test
    void eachRecipeBecomesACommitOfTheUsersMadeNow() {
        var ran = commands.run("apply", "job_1", "--commits");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("Made 2 commits of job_1", "Rename one.", "Rename two.", "git reset --keep HEAD~2");
        assertThat(server.asked("GET /v2/jobs/job_1/patch").call()).endsWith("?series=1");
        assertThat(git.must("log", "--reverse", "--format=%s|%an|%cn").lines())
                .containsExactly(
                        "first|Someone|Someone", "Rename one.|Refactory|Someone", "Rename two.|Refactory|Someone");
        assertThat(git.must("log", "--format=%ad", "--date=format:%Y").lines()).doesNotContain("1970");
        assertThat(file).hasContent("class A { void three() {} }");
        assertThat(git.must("status", "--porcelain")).isEmpty();
    }

    @Test
    void theCommitsAreNamedInJson() {
        var answer =
                Json.tree(commands.run("apply", "job_1", "--commits", "--json").out());
        assertThat(answer.path("commits")).hasSize(2);
        assertThat(answer.at("/commits/1/commit").asText()).isEqualTo(head());
        assertThat(answer.at("/commits/0/subject").asText()).isEqualTo("Rename one.");
    }

    @Test
    void uncommittedChangesAreNamedAndStayAsTheyAre() throws IOException {
        Files.writeString(directory.resolve("B.java"), "class B {}");
        git.must("add", "B.java");
        String before = head();
        nothingWasDone(commands.run("apply", "job_1", "--commits"), before, "uncommitted changes (B.java)", "stash");
        assertThat(git.must("status", "--porcelain")).isEqualTo("A  B.java\n");
    }

    @Test
    void filesGitDoesNotKnowAreNotInTheWay() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        assertThat(commands.run("apply", "job_1", "--commits").code()).isZero();
        assertThat(directory.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void anotherHeadThanTheJobReadIsRefusedWithBothNames() {
        String read = head();
        git.must("commit", "-q", "--allow-empty", "-m", "second");
        String before = head();
        nothingWasDone(
                commands.run("apply", "job_1", "--commits"),
                before,
                "read commit " + read.substring(0, 12) + " and HEAD is " + before.substring(0, 12),
                "git switch --detach " + read.substring(0, 12));

        jobOf("0123456789abcdef0123456789abcdef01234567");
        var unknown = commands.run("apply", "job_1", "--commits");
        nothingWasDone(unknown, before, "read commit 0123456789ab");
        assertThat(unknown.err()).doesNotContain("git switch");
    }

    @Test
    void whatWasUploadedFromThisTreeFitsOnceItIsCommitted() throws IOException {
        Files.writeString(directory.resolve("B.java"), "class B {}");
        try (LocalRepository repository = LocalRepository.open(directory)) {
            jobOf(repository.worktree());
        }
        assertThat(commands.run("apply", "job_1", "--commits").code()).isEqualTo(Exit.USAGE);
        git.must("add", ".");
        git.must("commit", "-q", "-m", "B");
        assertThat(commands.run("apply", "job_1", "--commits").code()).isZero();
    }

    @Test
    void aJobOnAShallowCloneFitsIt(@TempDir Path elsewhere) {
        git.must("commit", "-q", "--allow-empty", "-m", "second");
        git.must("clone", "-q", "--depth=1", directory.toUri().toString(), elsewhere.toString());
        new Git(elsewhere).must("config", "user.name", "Someone");
        new Git(elsewhere).must("config", "user.email", "someone@example.com");
        try (LocalRepository repository = LocalRepository.open(elsewhere)) {
            jobOf(repository.bundle(repository.commit("HEAD")).commit());
        }
        assertThat(commands.run("apply", "job_1", elsewhere.toString(), "--commits")
                        .err())
                .isEmpty();
    }

    @Test
    void aSeriesThatFailsHalfWayLeavesNoCommit() {
        jobOf(head(), SERIES.replace("-class A { void two() {} }", "-class A { void other() {} }"));
        String before = head();
        nothingWasDone(commands.run("apply", "job_1", "--commits"), before, "git am said: ", "A.java");
        assertThat(file).hasContent("class A { void one() {} }");
    }

    @Test
    void aRebaseThatIsUnderWayIsLeftAlone() throws IOException {
        Path state = Files.createDirectories(directory.resolve(".git/rebase-apply"));
        Files.writeString(state.resolve("mine"), "");
        var ran = commands.run("apply", "job_1", "--commits");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("an operation of git is under way");
        assertThat(state.resolve("mine")).exists();
    }

    @Test
    void takingOutAndCommitsExcludeEachOther() {
        assertThat(commands.run("apply", "job_1", "--commits", "--reverse").err())
                .contains("exclude each other");
    }
}
