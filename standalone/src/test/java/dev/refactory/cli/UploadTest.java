package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.client.Git;
import dev.refactory.client.LocalRepository;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
    private static final String QUEUED = "{\"job_id\":\"job_1\",\"status\":\"queued\"}";
    private static final String REPOSITORY = "{\"id\":\"repo_7\",\"kind\":\"upload\",\"name\":\"my-acme\"}";

    @TempDir
    Path temporary;

    private Path root;
    private Git git;
    private FakeServer server;
    private CommandLineFixture commands;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(temporary.resolve("my acme"));
        git = new Git(root);
        git.must("init", "-q", "-b", "main");
        Files.writeString(root.resolve("A.java"), "class A {}\n");
        Files.writeString(root.resolve(".gitignore"), "*.class\n");
        commit("first");
        server = new FakeServer()
                .on("POST /v2/chat/completions/spark", 202, QUEUED)
                .on("POST /v2/repositories", 201, REPOSITORY);
        commands = new CommandLineFixture(root).with("REFACTORY_URL", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void commit(String message) {
        git.must("add", ".");
        git.must("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", message);
    }

    private String head() {
        return git.must("rev-parse", "HEAD").strip();
    }

    @Test
    void aRepositoryIsSentAsABundleAndTheJobReadsTheCommitOfIt() {
        var ran = commands.run("submit", ".", "x", "--upload");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("Sending " + root);
        var sent = server.asked("POST /v2/repositories");
        assertThat(sent.call()).endsWith("/v2/repositories?name=my-acme");
        assertThat(sent.headers().get("Content-type")).containsExactly("application/x-git-bundle");
        assertThat(sent.body()).startsWith("# v2 git bundle\n" + head() + " refs/heads/sent\n");
        assertThat(Json.tree(server.asked("POST /v2/chat").body()).path("repository_context"))
                .isEqualTo(Json.tree("{\"repository_id\":\"repo_7\",\"commit\":\"" + head() + "\"}"));
    }

    @Test
    void whereTheServerMayNotReadThePathItIsSentByItself() {
        FakeServer refusing = new FakeServer()
                .on("POST /v2/chat/completions/spark", 403, "{\"detail\":\"No.\",\"code\":\"path_not_allowed\"}")
                .on("POST /v2/chat/completions/spark", 202, QUEUED)
                .on("POST /v2/repositories", 201, REPOSITORY);
        try (refusing) {
            assertThat(commands.run("submit", ".", "x", "--server", refusing.url())
                            .code())
                    .isZero();
            assertThat(refusing.asked).hasSize(3);
        }
    }

    @Test
    void whereTheServerHasNoSuchPathTheRepositoryIsSentToo() {
        FakeServer elsewhere = new FakeServer()
                .on("POST /v2/chat/completions/spark", 422, "{\"detail\":\"No.\",\"code\":\"repository_not_found\"}")
                .on("POST /v2/chat/completions/spark", 202, QUEUED)
                .on("POST /v2/repositories", 201, REPOSITORY);
        try (elsewhere) {
            assertThat(commands.run("submit", ".", "x", "--server", elsewhere.url())
                            .code())
                    .isZero();
            assertThat(elsewhere.asked).hasSize(3);
        }
    }

    @Test
    void aJobThatFailsBecauseThePathMayNotBeReadIsSentAgainWithTheRepository() {
        server.on("GET /v2/jobs/job_1", 200, """
                {"job_id":"job_1","status":"failed","error":{"code":"path_not_allowed","message":"No."}}""")
                .on("GET /v2/jobs/job_1", 200, "{\"job_id\":\"job_1\",\"status\":\"succeeded\"}");
        assertThat(commands.run("submit", ".", "x", "--wait").code()).isZero();
        assertThat(server.asked("POST /v2/repositories").body()).startsWith("# v2 git bundle");
    }

    @Test
    void uncommittedChangesAreSentWithoutTouchingTheRepository() throws IOException {
        Files.writeString(root.resolve("A.java"), "class A { int changed; }\n");
        Files.writeString(root.resolve("B.java"), "class B {}\n");
        Files.writeString(root.resolve("C.java"), "class C {}\n");
        Files.writeString(root.resolve("A.class"), "ignored");
        git.must("add", "C.java");
        String before = state();

        var ran = commands.run("submit", ".", "x", "--worktree");
        assertThat(ran.err()).contains("with your uncommitted changes in A.java, C.java, B.java");
        assertThat(ran.code()).isZero();
        assertThat(state()).isEqualTo(before);

        String commit = Json.tree(server.asked("POST /v2/chat").body())
                .at("/repository_context/commit")
                .asText();
        assertThat(commit).isNotEqualTo(head()).matches("[0-9a-f]{40}");
        assertThat(git.run("cat-file", "-e", commit).ok())
                .as("an object of the user's")
                .isFalse();
        try (LocalRepository repository = LocalRepository.open(root)) {
            assertThat(repository.worktree()).as("the same content").isEqualTo(commit);
            Path bundle = temporary.resolve("b.bundle");
            Files.copy(repository.bundle(commit).file(), bundle, StandardCopyOption.REPLACE_EXISTING);
            Path clone = temporary.resolve("clone");
            new Git(temporary).must("clone", "-q", "-b", "sent", bundle.toString(), clone.toString());
            assertThat(clone).isDirectoryContaining(path -> path.endsWith("B.java"));
            assertThat(clone.resolve("A.java")).hasContent("class A { int changed; }");
            assertThat(clone.resolve("C.java")).exists();
            assertThat(clone.resolve("A.class")).doesNotExist();
            assertThat(new Git(clone).must("rev-parse", "HEAD^").strip()).isEqualTo(head());
        }
    }

    private String state() throws IOException {
        return git.must("status", "--porcelain=v2")
                + git.must("for-each-ref")
                + git.must("count-objects", "-v")
                + git.must("diff")
                + git.must("diff", "--cached")
                + Files.getLastModifiedTime(root.resolve(".git/index"));
    }

    @Test
    void aCleanWorkingTreeIsItsHead() {
        try (LocalRepository repository = LocalRepository.open(root)) {
            assertThat(repository.worktree()).isEqualTo(head());
        }
    }

    @Test
    void aShallowCloneIsSentAsOneCommitWithTheSameFiles() throws IOException {
        Files.writeString(root.resolve("A.java"), "class A { int second; }\n");
        commit("second");
        Path shallow = temporary.resolve("shallow");
        new Git(temporary).must("clone", "-q", "--depth", "1", root.toUri().toString(), shallow.toString());
        try (LocalRepository repository = LocalRepository.open(shallow)) {
            LocalRepository.Bundle bundle = repository.bundle(repository.commit("HEAD"));
            assertThat(bundle.commit()).isNotEqualTo(head());
            Path clone = temporary.resolve("clone");
            new Git(temporary).must("clone", "-q", "-b", "sent", bundle.file().toString(), clone.toString());
            assertThat(clone.resolve("A.java")).hasContent("class A { int second; }");
        }
    }

    @Test
    void aRefThatIsNotThereAndARepositoryWithoutACommitAreSentences() {
        assertThat(commands.run("submit", ".", "x", "--upload", "--ref", "nowhere")
                        .err())
                .contains("There is no commit nowhere in");
        new Git(temporary).must("init", "-q", "empty");
        var ran = commands.run("submit", temporary.resolve("empty").toString(), "x", "--upload");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("There is no commit yet", "--worktree");
    }
}
