package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Manifest;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JGitRepositoriesTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    Path temp;

    private GitFixture origin;
    private JGitRepositories repositories;

    @BeforeEach
    void makeOrigin() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
        repositories = repositories(GitConfig.Limits.DEFAULT);
    }

    private JGitRepositories repositories(GitConfig.Limits limits) {
        GitConfig config = new GitConfig(
                temp.resolve("data"), List.of(temp), false, false, null, GitConfig.USUAL_COPIES_BYTES, limits);
        return new JGitRepositories(config, SystemTime.ticker());
    }

    private Remote source(@Nullable String ref) {
        return new Remote(origin.directory().toString(), ref, null);
    }

    private ResolvedCommit resolve(RepositorySource source) {
        return repositories.resolve(TENANT, source, () -> false);
    }

    private static void assertRefused(ErrorCode code, String subject, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).as(e.sentence()).isEqualTo(code);
            assertThat(e.subject() + " " + e.sentence()).contains(subject);
        });
    }

    @Test
    void aBranchIsResolvedToItsCommitAndTree() throws IOException {
        origin.file("src/A.java", "class A {}\n").file("README", "read\n");
        String commit = origin.commit("one");

        ResolvedCommit resolved = resolve(source("main"));

        assertThat(resolved.commitId()).isEqualTo(commit);
        assertThat(resolved.treeId())
                .isEqualTo(origin.git("rev-parse", "HEAD^{tree}").strip());
        assertThat(resolve(source("refs/heads/main"))).isEqualTo(resolved);
        assertThat(resolve(new Remote("file://" + origin.directory(), null, null)))
                .isEqualTo(resolved);
        try (CommitTree tree = repositories.open(TENANT, source("main"), resolved)) {
            assertThat(tree.entries()).extracting(Entry::path).containsExactly("README", "src/A.java");
            assertThat(tree.read(tree.entries().get(1).blobId())).asString().isEqualTo("class A {}\n");
            assertThat(tree.committedAt())
                    .isEqualTo(Long.parseLong(
                            origin.git("log", "-1", "--format=%ct").strip()));
        }
    }

    @Test
    void whatIsNotCommittedIsNotSeen() throws IOException {
        origin.file("A", "1").commit("one");
        origin.file("A", "2").file("B", "3");
        ResolvedCommit resolved = resolve(source("main"));
        try (CommitTree tree = repositories.open(TENANT, source("main"), resolved)) {
            assertThat(tree.entries()).extracting(Entry::path).containsExactly("A");
            assertThat(tree.read(tree.entries().getFirst().blobId())).asString().isEqualTo("1");
        }
    }

    @Test
    void anOlderCommitIsFetchedByItsIdAndHistoryIsNot() throws IOException {
        String first = origin.file("A", "1").commit("one");
        String second = origin.file("A", "2").commit("two");
        origin.file("A", "3").commit("three");

        resolve(source("main"));
        ResolvedCommit resolved = resolve(new Remote(origin.directory().toString(), null, second));

        assertThat(resolved.commitId()).isEqualTo(second);
        GitFixture bare = bareCopy(resolved);
        assertThat(bare.git("rev-list", "--all").lines()).hasSize(2).doesNotContain(first);
        assertThat(resolve(source(second))).isEqualTo(resolved);
    }

    private GitFixture bareCopy(ResolvedCommit commit) throws IOException {
        Path bare = temp.resolve("data/default/" + commit.repositoryId() + ".git");
        return GitFixture.init(temp.resolve("look")).at(bare);
    }

    @Test
    void aTagIsPeeledAndTheRemotesHeadIsTheDefault() throws IOException {
        String commit = origin.file("A", "1").commit("one");
        origin.git("tag", "-a", "v1", "-m", "release");
        origin.file("A", "2").commit("two");

        assertThat(resolve(source("v1")).commitId()).isEqualTo(commit);
        assertThat(resolve(source(null)).commitId())
                .isEqualTo(origin.git("rev-parse", "HEAD").strip());
    }

    @Test
    void aMovedBranchIsFetchedAgainAndBothCommitsStay() throws IOException {
        origin.file("A", "1").commit("one");
        ResolvedCommit before = resolve(source("main"));
        origin.file("A", "2").commit("two");
        ResolvedCommit after = resolve(source("main"));

        assertThat(after.commitId()).isNotEqualTo(before.commitId());
        assertThat(after.repositoryId()).isEqualTo(before.repositoryId());
        for (ResolvedCommit commit : List.of(before, after)) {
            try (CommitTree tree = repositories.open(TENANT, source("main"), commit)) {
                assertThat(tree.entries()).hasSize(1);
            }
        }
    }

    @Test
    void openingACommitThatIsNotHereFetchesIt() throws IOException {
        origin.file("A", "1").commit("one");
        ResolvedCommit resolved = resolve(source("main"));
        origin.file("A", "2").commit("two");
        GitConfig elsewhere = GitConfig.strict(temp.resolve("elsewhere")).allowingPaths(List.of(temp));

        JGitRepositories other = new JGitRepositories(elsewhere, SystemTime.ticker());
        try (CommitTree tree = other.open(TENANT, source("main"), resolved)) {
            assertThat(tree.read(tree.entries().getFirst().blobId())).asString().isEqualTo("1");
        }
    }

    @Test
    void anUnknownRefIsNamedTogetherWithSimilarOnes() throws IOException {
        origin.file("A", "1").commit("one");
        origin.git("branch", "feature/login");
        assertThatThrownBy(() -> resolve(source("feature/logn")))
                .isInstanceOfSatisfying(RefactoryException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REF);
                    assertThat(e.subject()).isEqualTo("feature/logn");
                    assertThat(e.sentence()).contains("for example feature/login, main");
                });
        assertRefused(ErrorCode.UNKNOWN_REF, "c".repeat(40), () -> resolve(source("c".repeat(40))));
        Remote shortened = new Remote(origin.directory().toString(), null, "abc");
        assertRefused(ErrorCode.UNKNOWN_REF, "abc", () -> resolve(shortened));
    }

    @Test
    void anEmptyRepositoryIsCalledEmpty() {
        assertRefused(ErrorCode.REPOSITORY_EMPTY, origin.directory().toString(), () -> resolve(source(null)));
        assertRefused(ErrorCode.REPOSITORY_EMPTY, origin.directory().toString(), () -> resolve(source("main")));
    }

    @Test
    void whatIsNotThereOrNotGitIsNotFound() throws IOException {
        Files.createDirectories(temp.resolve("plain"));
        for (String path : List.of("plain", "nowhere")) {
            String url = temp.resolve(path).toString();
            assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, url, () -> resolve(new Remote(url, null, null)));
        }
        for (String url :
                List.of("ssh://git@host/x.git", "git@host:x.git", "http://host/x", "ext::sh -c x", "x", "", "-u./x")) {
            assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "https://", () -> resolve(new Remote(url, null, null)));
        }
        assertThat(
                        Files.exists(temp.resolve("data/default"))
                                ? Files.list(temp.resolve("data/default"))
                                        .filter(Files::isDirectory)
                                        .toList()
                                : List.of())
                .as("half repositories")
                .isEmpty();
    }

    @Test
    void pathsOutsideTheAllowedOnesAreRefusedEvenThroughLinks() throws IOException {
        origin.file("A", "1").commit("one");
        Path allowed = Files.createDirectories(temp.resolve("allowed"));
        Files.createSymbolicLink(allowed.resolve("link"), origin.directory());
        Files.createDirectories(allowed.resolve("linked"));
        Files.writeString(
                allowed.resolve("linked/.git"), "gitdir: " + origin.directory().resolve(".git") + "\n");
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(allowed));
        repositories = new JGitRepositories(config, SystemTime.ticker());

        for (Path path : List.of(
                origin.directory(), allowed.resolve("link"), allowed.resolve("../origin"), allowed.resolve("linked"))) {
            assertRefused(
                    ErrorCode.PATH_NOT_ALLOWED, "--allow-path", () -> resolve(new Remote(path.toString(), null, null)));
        }
    }

    @Test
    void objectsBorrowedFromOutsideTheAllowedPathsAreRefused() throws IOException {
        origin.file("A", "1").commit("one");
        GitFixture borrower = GitFixture.init(temp.resolve("allowed/borrower"));
        borrower.git("pull", "-q", origin.directory().toString(), "main");
        Files.writeString(
                borrower.directory().resolve(".git/objects/info/alternates"),
                origin.directory().resolve(".git/objects") + "\n");
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp.resolve("allowed")));
        repositories = new JGitRepositories(config, SystemTime.ticker());
        Remote source = new Remote(borrower.directory().toString(), null, null);

        assertRefused(ErrorCode.PATH_NOT_ALLOWED, "--allow-path", () -> resolve(source));
    }

    @Test
    void credentialsInAnAddressAreNeverRepeated() {
        Remote secret = new Remote("https://user:s3cret@127.0.0.1:1/x.git", "main", null);
        assertThatThrownBy(() -> resolve(secret)).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_UNAVAILABLE);
            assertThat(e.toString() + e.subject() + e.getCause()).doesNotContain("s3cret", "user:");
            assertThat(e.sentence()).contains("https://127.0.0.1:1/x").contains("address is private");
        });
    }

    private static GitConfig.Limits limits(
            long packBytes, int files, int fileBytes, int pathDepth, Duration fetchTime, Duration idleTime) {
        return new GitConfig.Limits(packBytes, 1_000, 1 << 20, files, fileBytes, pathDepth, fetchTime, idleTime);
    }

    @Test
    void limitsOnFilesAndDepthAndBytesAreKept() throws IOException {
        origin.file("a/b/c/d", "1").file("e", "2").file("f", "12345").commit("one");
        ResolvedCommit resolved = resolve(source("main"));
        GitConfig.Limits usual = GitConfig.Limits.DEFAULT;

        repositories = repositories(limits(1 << 20, 2, 10, 10, usual.fetchTime(), usual.idleTime()));
        try (CommitTree tree = repositories.open(TENANT, source("main"), resolved)) {
            assertRefused(ErrorCode.LIMIT_EXCEEDED, "more than 2 files", tree::entries);
        }
        repositories = repositories(limits(1 << 20, 10, 4, 3, usual.fetchTime(), usual.idleTime()));
        try (CommitTree tree = repositories.open(TENANT, source("main"), resolved)) {
            assertRefused(ErrorCode.LIMIT_EXCEEDED, "more than 3", tree::entries);
            String large = origin.git("rev-parse", "HEAD:f").strip();
            assertRefused(ErrorCode.LIMIT_EXCEEDED, ".sparkignore", () -> tree.read(large));
        }
        origin.file("g", "3").commit("two");
        repositories = repositories(limits(1 << 20, 9, 9, 9, Duration.ofNanos(-1), usual.idleTime()));
        assertRefused(ErrorCode.REPOSITORY_UNAVAILABLE, "longer than", () -> resolve(source("main")));
        repositories = repositories(limits(-1, 9, 9, 9, usual.fetchTime(), usual.idleTime()));
        assertRefused(ErrorCode.LIMIT_EXCEEDED, "larger than", () -> resolve(source("main")));
    }

    @Test
    void aCancelledFetchLeavesNothing() throws IOException {
        origin.file("A", "1").commit("one");
        assertThatThrownBy(() -> repositories.resolve(TENANT, source("main"), () -> true))
                .isInstanceOf(CancellationException.class);
        try (Stream<Path> left = Files.list(temp.resolve("data/default"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
        assertThat(resolve(source("main")).commitId()).hasSize(40);
    }

    @Test
    void whatAKilledFetchLeftIsRemovedByTheNext() throws IOException {
        origin.file("A", "1").commit("one");
        ResolvedCommit resolved = resolve(source("main"));
        Path copy = temp.resolve("data/default/" + resolved.repositoryId() + ".git");
        Path half = temp.resolve("data/default/" + resolved.repositoryId() + ".quarantine");
        Files.move(copy, half);
        Files.delete(half.resolve("HEAD"));

        assertThat(resolve(source("main"))).isEqualTo(resolved);
        assertThat(half).doesNotExist();
        try (CommitTree tree = repositories.open(TENANT, source("main"), resolved)) {
            assertThat(tree.entries()).hasSize(1);
        }
    }

    @Test
    void manyFetchesOfOneRepositoryAtOnceAllSucceed() throws Exception {
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            commits.add(origin.file("A", "content " + i).commit("c" + i));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ResolvedCommit>> fetches = commits.stream()
                    .map(commit -> threads.submit(
                            () -> resolve(new Remote(origin.directory().toString(), null, commit))))
                    .toList();
            for (int i = 0; i < commits.size(); i++) {
                assertThat(fetches.get(i).get().commitId()).isEqualTo(commits.get(i));
            }
        }
    }

    @Test
    void inlineFilesAreOneCommitThatDependsOnThemOnly() throws IOException {
        Manifest manifest = new Manifest(List.of(inline("src/B.java", "class B {}"), inline("A.java", "class A {}")));
        Manifest reordered = new Manifest(List.of(inline("A.java", "class A {}"), inline("src/B.java", "class B {}")));

        ResolvedCommit resolved = resolve(manifest);

        assertThat(resolve(reordered)).isEqualTo(resolved);
        try (CommitTree tree = repositories.open(TENANT, manifest, resolved)) {
            assertThat(tree.entries()).extracting(Entry::path).containsExactly("A.java", "src/B.java");
        }
        ResolvedCommit elsewhere = new JGitRepositories(
                        GitConfig.strict(temp.resolve("elsewhere")), SystemTime.ticker())
                .resolve(TENANT, manifest, () -> false);
        assertThat(elsewhere).isEqualTo(resolved);
    }

    @Test
    void inlineFilesWithHostilePathsAreRefused() {
        for (String path : List.of(
                "../x", "/x", "a//b", "a/./b", ".git/config", "a/.GIT/x", "", "a/", "a\\..\\b", "con", "a\0b")) {
            assertRefused(
                    ErrorCode.INVALID_REQUEST,
                    "repository_context.files",
                    () -> resolve(new Manifest(List.of(inline(path, "x")))));
        }
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "twice",
                () -> resolve(new Manifest(List.of(inline("a", "1"), inline("a", "2")))));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "directory",
                () -> resolve(new Manifest(List.of(inline("a", "1"), inline("a/b", "2")))));
        assertRefused(ErrorCode.REPOSITORY_EMPTY, "files", () -> resolve(new Manifest(List.of())));
        Manifest.File broken = new Manifest.File("a", "%%%");
        assertRefused(ErrorCode.INVALID_REQUEST, "base64", () -> resolve(new Manifest(List.of(broken))));
    }

    private static Manifest.File inline(String path, String content) {
        return new Manifest.File(path, Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tenantsHaveCopiesOfTheirOwn() throws IOException {
        origin.file("A", "1").commit("one");
        ResolvedCommit mine = resolve(source("main"));
        ResolvedCommit theirs = repositories.resolve(new TenantId("other"), source("main"), () -> false);
        assertThat(theirs.repositoryId()).isNotEqualTo(mine.repositoryId());
        assertThat(theirs.treeId()).isEqualTo(mine.treeId());
    }

    @Test
    void linksAndSubmodulesAreEntriesAndNotFollowed() throws IOException {
        origin.file("A", "1").commit("one");
        Files.createSymbolicLink(origin.directory().resolve("passwd"), Path.of("/etc/passwd"));
        origin.git("add", "-A");
        origin.git("update-index", "--add", "--cacheinfo", "160000," + "d".repeat(40) + ",sub");
        origin.git("commit", "-q", "-m", "two");
        ResolvedCommit resolved = resolve(source("main"));
        try (CommitTree tree = repositories.open(TENANT, source("main"), resolved)) {
            assertThat(tree.entries()).extracting(Entry::path).containsExactly("A", "passwd", "sub");
            assertThat(tree.entries()).extracting(Entry::regularFile).containsExactly(true, false, false);
        }
    }
}
