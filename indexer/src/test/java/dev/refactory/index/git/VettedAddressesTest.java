package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses as they are judged before anything is fetched.
final class VettedAddressesTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    Path temp;

    private GitConfig config;
    private JGitRepositories repositories;

    @BeforeEach
    void allowOneDirectory() {
        config = GitConfig.strict(temp.resolve("data")).allowingPaths(List.of(temp.resolve("allowed")));
        repositories = new JGitRepositories(config, SystemTime.ticker());
    }

    @Test
    void anAddressIsVettedWithoutANetwork() throws IOException {
        GitFixture origin = GitFixture.init(temp.resolve("origin"));
        Path plain = Files.createDirectories(temp.resolve("allowed/plain"));
        GitFixture allowed = GitFixture.init(temp.resolve("allowed/mine"));

        assertRefused(ErrorCode.PATH_NOT_ALLOWED, "--allow-path", origin.directory());
        assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "no Git repository at", plain);
        assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "no Git repository at", plain.resolve("none"));
        assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "can name", Path.of("/") + "\ud800");
        for (String url : List.of("ssh://git@host/x.git", "git@host:x.git", "http://host/x", "git://host/x")) {
            assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "https://", url);
        }
        for (String host : List.of("127.0.0.1", "localhost", "git.localhost", "10.1.2.3", "[::1]", "[fd00::1]")) {
            assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "git.private-network", "https://" + host + "/x");
        }
        String url = "https://no.such.host.invalid/x.git";
        assertThat(repositories.vet(TENANT, url)).isEqualTo(repositories.identify(TENANT, url));
        assertThat(vet(allowed.directory()).repositoryId()).startsWith("repo_");
        repositories = new JGitRepositories(config.trustingTheNetwork(), SystemTime.ticker());
        assertThat(vet("http://127.0.0.1:1/x.git").repositoryId()).startsWith("repo_");
        assertRefused(ErrorCode.REPOSITORY_NOT_FOUND, "0.0.0.0", "https://0.0.0.0/x");
    }

    private RepositoryIdentity vet(Object address) {
        return repositories.vet(TENANT, address.toString());
    }

    private void assertRefused(ErrorCode code, String part, Object address) {
        assertThatThrownBy(() -> vet(address)).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).as(e.sentence()).isEqualTo(code);
            assertThat(e.sentence()).contains(part);
        });
    }
}
