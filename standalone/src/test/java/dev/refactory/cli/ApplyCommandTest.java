package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.client.Git;
import dev.refactory.client.LocalRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
    private static final String PATCH = """
            diff --git a/A.java b/A.java
            --- a/A.java
            +++ b/A.java
            @@ -1 +1 @@
            -class A { void old() {} }
            +class A { void fresh() {} }
            """;

    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer()
                .on("GET /v2/jobs/job_1", 200, """
                        {"job_id":"job_1","status":"succeeded","result":{"commit":"0123456789abcdef"}}""")
                .on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "text/x-diff", PATCH));
        commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
        Git git = new Git(directory);
        git.must("init", "-q");
        file = directory.resolve("A.java");
        Files.writeString(file, "class A { void old() {} }\n");
        git.must("add", ".");
        git.must("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePatchIsAppliedAndCanBeTakenOut() throws IOException {
        var ran = commands.run("apply", "job_1");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Applied the patch of job_1 to 1 file in");
        assertThat(file).hasContent("class A { void fresh() {} }");

        assertThat(commands.run("apply", "--reverse", "job_1", ".").code()).isZero();
        assertThat(file).hasContent("class A { void old() {} }");
    }

    @Test
    void uncommittedChangesInTouchedFilesAreNeverTouched() throws IOException {
        Files.writeString(file, "class A { void old() {} }\n// mine\n");
        var ran = commands.run("apply", "job_1");
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err()).contains("Nothing was applied", "A.java", "Commit or stash");
        assertThat(file).hasContent("class A { void old() {} }\n// mine");
    }

    @Test
    void aFileThatIsRenamedKeepsItsUncommittedChangesToItself() throws IOException {
        server.on("GET /v2/jobs/job_3", 200, "{\"job_id\":\"job_3\",\"status\":\"succeeded\",\"result\":{}}")
                .on("GET /v2/jobs/job_3/patch", new FakeServer.Answer(200, "text/x-diff", """
                        diff --git a/A.java b/sub/B.java
                        similarity index 100%
                        rename from A.java
                        rename to sub/B.java
                        """));
        Files.writeString(file, "class A { void old() {} }\n// mine\n");
        assertThat(commands.run("apply", "job_3").err()).contains("Nothing was applied", "A.java");

        new Git(directory).must("checkout", "-q", "--", ".");
        var ran = commands.run("apply", "job_3");
        assertThat(ran.err()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(directory.resolve("sub/B.java")).exists();
    }

    @Test
    void aJobThatReadTheUncommittedChangesIsAppliedToThemAndToNothingElse() throws IOException {
        Files.writeString(file, "class A { void old() {} }\n// mine\n");
        String read;
        try (LocalRepository repository = LocalRepository.open(directory)) {
            read = repository.worktree();
        }
        server.on("GET /v2/jobs/job_4", 200, """
                {"job_id":"job_4","status":"succeeded","result":{"commit":"%s"}}""".formatted(read))
                .on(
                        "GET /v2/jobs/job_4/patch",
                        new FakeServer.Answer(
                                200, "text/x-diff", PATCH.replace("@@ -1 +1 @@", "@@ -1,2 +1,2 @@") + " // mine\n"));
        assertThat(commands.run("apply", "job_4").err()).isEmpty();
        assertThat(file).hasContent("class A { void fresh() {} }\n// mine");

        Files.writeString(file, "class A { void old() {} }\n// mine\n// later\n");
        assertThat(commands.run("apply", "job_4").err()).contains("Nothing was applied");
    }

    @Test
    void otherUncommittedChangesDoNotMatter() throws IOException {
        Files.writeString(directory.resolve("B.java"), "class B {}");
        assertThat(commands.run("apply", "job_1").code()).isZero();
    }

    @Test
    void aPatchOfAnotherCommitThatDoesNotFitSaysWhichCommits() throws IOException {
        Files.writeString(file, "class A {}\n");
        new Git(directory).must("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qam", "second");
        var ran = commands.run("apply", "job_1");
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err()).contains("does not fit", "The job read commit 0123456789ab and HEAD is");
        assertThat(file).hasContent("class A {}");
    }

    @Test
    void aJobWithoutAPatchIsSaidSo() {
        server.on("GET /v2/jobs/job_2", 200, "{\"job_id\":\"job_2\",\"status\":\"refused\"}");
        assertThat(commands.run("apply", "job_2").err()).contains("There is no patch to apply: job_2 is refused.");
    }
}
