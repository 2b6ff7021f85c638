package dev.refactory.index.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.git.BundleLimits;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Upload;
import dev.refactory.index.store.RepositoryStore.Registration;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UploadsTest extends UploadFixture {
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
}
