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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetches from a real Git server over HTTP.
final class RemoteFetchTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    Path temp;

    private final List<String> commits = new ArrayList<>();
    private GitFixture origin;
    private GitHttpServer server;
    private JGitRepositories repositories;

    @BeforeEach
    void serve() throws IOException {
        origin = GitFixture.init(temp.resolve("served/mine"));
        for (int i = 0; i < 60; i++) {
            commits.add(origin.file("A", "content " + i).commit("c" + i));
        }
        server = new GitHttpServer(temp.resolve("served"));
        GitConfig config = GitConfig.strict(temp.resolve("data")).trustingTheNetwork();
        repositories = new JGitRepositories(config, SystemTime.ticker());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ResolvedCommit fetch(@Nullable String ref, @Nullable String commit) {
        return repositories.resolve(TENANT, new Remote(server.url("mine"), ref, commit), () -> false);
    }

    private String kept(ResolvedCommit commit, String... command) throws IOException {
        Path bare = temp.resolve("data/default/" + commit.repositoryId() + ".git");
        return origin.at(bare).git(command).strip();
    }

    @Test
    void branchesTagsAndFullRefsAreFetchedWithoutTheirHistory() throws IOException {
        origin.git("branch", "feature/a", commits.get(10));
        origin.git("tag", "light", commits.get(20));
        origin.git("tag", "-a", "heavy", commits.get(30), "-m", "x");
        origin.git("tag", "-a", "nested", "heavy", "-m", "x");
        origin.git("update-ref", "refs/pull/7/head", commits.get(40));
        assertThat(fetch(null, null).commitId()).isEqualTo(commits.get(59));
        assertThat(fetch("main", null).commitId()).isEqualTo(commits.get(59));
        assertThat(fetch("feature/a", null).commitId()).isEqualTo(commits.get(10));
        assertThat(fetch("refs/heads/feature/a", null).commitId()).isEqualTo(commits.get(10));
        assertThat(fetch("light", null).commitId()).isEqualTo(commits.get(20));
        assertThat(fetch("heavy", null).commitId()).isEqualTo(commits.get(30));
        assertThat(fetch("refs/tags/nested", null).commitId()).isEqualTo(commits.get(30));
        ResolvedCommit pull = fetch("refs/pull/7/head", null);
        assertThat(pull.commitId()).isEqualTo(commits.get(40));
        assertThat(kept(pull, "rev-list", "--all").lines()).hasSize(5);
    }

    @Test
    void whatARefMeansIsAskedEveryTimeButWhatIsHereIsNotFetchedAgain() throws IOException {
        origin.git("branch", "release", commits.get(10));
        fetch("release", null);
        assertThat(server.packsAskedFor()).isPositive();
        int before = server.packsAskedFor();
        assertThat(fetch("release", null).commitId()).isEqualTo(commits.get(10));
        assertThat(server.packsAskedFor()).isEqualTo(before);
        origin.git("branch", "-f", "release", commits.get(11));
        assertThat(fetch("release", null).commitId()).isEqualTo(commits.get(11));
        assertThat(server.packsAskedFor()).isGreaterThan(before);
    }

    @Test
    void anOldCommitIsFetchedByItsIdWhereTheServerGivesItOut() throws IOException {
        ResolvedCommit old = fetch(null, commits.get(0));
        assertThat(old.commitId()).isEqualTo(commits.get(0));
        assertThat(kept(old, "rev-list", "--all").lines()).hasSize(1);
    }

    @Test
    void whereItDoesNotTheCommitIsFoundBelowTheBranchesFirstNearTheirTipsThenDeeper() throws IOException {
        server.withTheOldProtocol();
        ResolvedCommit near = fetch(null, commits.get(50));
        assertThat(near.commitId()).isEqualTo(commits.get(50));
        assertThat(kept(near, "for-each-ref", "--format=%(refname)")).isEqualTo("refs/refactory/" + commits.get(50));

        ResolvedCommit deep = fetch(commits.get(0), null);
        assertThat(deep.commitId()).isEqualTo(commits.get(0));
        try (CommitTree tree = repositories.open(TENANT, new Remote(server.url("mine"), null, null), deep)) {
            assertThat(tree.read(tree.entries().getFirst().blobId())).asString().isEqualTo("content 0");
        }
        assertThat(fetch("main", null).commitId()).isEqualTo(commits.get(59));
    }

    @Test
    void aCommitThatIsNowhereIsUnknownWhateverTheServerGivesOut() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> fetch(null, "c".repeat(40)))
                    .isInstanceOfSatisfying(RefactoryException.class, e -> {
                        assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.UNKNOWN_REF);
                        assertThat(e.subject()).isEqualTo("c".repeat(40));
                    });
            server.withTheOldProtocol();
        }
    }

    @Test
    void aTagOfATreeIsNoCommit() throws IOException {
        origin.git("tag", "tree", "HEAD^{tree}");
        assertThatThrownBy(() -> fetch("tree", null))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REF));
    }
}
