package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is resolved a second time, from a repository on this machine.
final class KnownTipTest {
    @TempDir
    Path temp;

    private GitFixture origin;
    private JGitRepositories repositories;

    @BeforeEach
    void makeOrigin() throws IOException {
        origin = GitFixture.init(temp.resolve("origin"));
        origin.file("A", "1").commit("one");
        GitConfig config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp));
        repositories = new JGitRepositories(config, SystemTime.ticker());
    }

    @Test
    void aCommitThatIsHereIsFoundWhileAnotherProcessChangesTheCopy() throws IOException {
        ResolvedCommit first = resolve("main");
        Path lock = temp.resolve("data/default/" + first.repositoryId() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(resolve("main")).isEqualTo(first);
            assertThat(resolve(null)).isEqualTo(first);
        }
    }

    @Test
    void aTagIsTheSameCommitTheSecondTime() throws IOException {
        origin.git("tag", "-a", "v1", "-m", "release");
        ResolvedCommit first = resolve("v1");
        assertThat(resolve("v1")).isEqualTo(first);
        assertThat(first.commitId())
                .isEqualTo(origin.git("rev-parse", "v1^{commit}").strip());
    }

    @Test
    void aBranchThatMovesBackIsTheCommitItPointsToNow() throws IOException {
        ResolvedCommit first = resolve("main");
        origin.file("A", "2").commit("two");
        assertThat(resolve("main")).isNotEqualTo(first);
        origin.git("reset", "-q", "--hard", "HEAD~1");
        assertThat(resolve("main")).isEqualTo(first);
    }

    @Test
    void aRefThatTheRepositoryHidesIsNoneAlsoWhenItsCommitIsHere() throws IOException {
        origin.git("update-ref", "refs/secret/x", "HEAD");
        origin.git("config", "uploadpack.hideRefs", "refs/secret/");
        resolve("main");
        assertThatThrownBy(() -> resolve("refs/secret/x"))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REF));
    }

    private ResolvedCommit resolve(@Nullable String ref) {
        Remote source = new Remote(origin.directory().toString(), ref, null);
        return repositories.resolve(TenantId.DEFAULT, source, () -> false);
    }
}
