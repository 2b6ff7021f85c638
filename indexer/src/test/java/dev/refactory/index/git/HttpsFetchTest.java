package dev.refactory.index.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.GitCredentials.Credential;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetches over HTTPS from a real Git server whose certificate is of an authority of its own.
final class HttpsFetchTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    static Path shared;

    private static Certificates certificates;
    private static SSLContext right;

    @TempDir
    Path temp;

    private String commit;

    @BeforeAll
    static void makeCertificates() throws IOException, GeneralSecurityException {
        certificates = new Certificates(shared.resolve("certificates"));
        right = certificates.signed("ip:127.0.0.1", "-1d", 30);
    }

    @BeforeEach
    void makeARepository() throws IOException {
        commit = GitFixture.init(temp.resolve("served/mine")).file("A", "1").commit("one");
    }

    private JGitRepositories trusting(@Nullable Path pem) {
        GitConfig config =
                GitConfig.strict(temp.resolve("data")).trustingTheNetwork().trusting(pem);
        return new JGitRepositories(
                config,
                SystemTime.ticker(),
                (_, _) -> Optional.of(new Credential("me", "s3cret")),
                UploadedBundles.NONE,
                BundleLimits.DEFAULT);
    }

    private ResolvedCommit fetch(@Nullable Path pem, SSLContext tls) throws IOException {
        try (GitHttpServer server = new GitHttpServer(temp.resolve("served"), tls)) {
            return trusting(pem).resolve(TENANT, new Remote(server.url("mine"), "main", null), () -> false);
        }
    }

    @Test
    void aHostOfATrustedAuthorityIsFetchedFrom() throws IOException {
        assertThat(fetch(certificates.authority(), right).commitId()).isEqualTo(commit);
    }

    @Test
    void aTokenIsSentToItOverTls() throws IOException {
        try (GitHttpServer server = new GitHttpServer(temp.resolve("served"), right).withPassword("me", "s3cret")) {
            Remote source = new Remote(server.url("mine"), "main", null);
            ResolvedCommit fetched = trusting(certificates.authority()).resolve(TENANT, source, () -> false);
            assertThat(fetched.commitId()).isEqualTo(commit);
            assertThat(server.authorizations()).isNotEmpty();
        }
    }

    @Test
    void aHostOfAnotherAuthorityIsRefusedBeforeItIsToldAnything() throws IOException {
        try (GitHttpServer server = new GitHttpServer(temp.resolve("served"), right).withPassword("me", "s3cret")) {
            Remote source = new Remote(server.url("mine"), "main", null);
            assertThatThrownBy(() -> trusting(null).resolve(TENANT, source, () -> false))
                    .isInstanceOfSatisfying(RefactoryException.class, e -> {
                        assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED);
                        assertThat(e.subject()).isEqualTo(server.host());
                        assertThat(e.sentence())
                                .contains("is signed by no authority that this server trusts", "git.ca-certificates");
                        assertThat(e.code().retryable()).isFalse();
                    });
            assertThat(server.authorizations()).isEmpty();
        }
    }

    @Test
    void aCertificateThatHasExpiredOrIsOfAnotherHostOrOfTomorrowIsRefused() throws Exception {
        assertRefused("has expired", certificates.signed("ip:127.0.0.1", "-10d", 2));
        assertRefused("is not valid yet", certificates.signed("ip:127.0.0.1", "+10d", 2));
        assertRefused("is of another host", certificates.signed("ip:127.0.0.2", "-1d", 30));
        assertRefused("is of another host", certificates.signed("dns:git.example.com", "-1d", 30));
    }

    private void assertRefused(String why, SSLContext tls) {
        assertThatThrownBy(() -> fetch(certificates.authority(), tls))
                .isInstanceOfSatisfying(RefactoryException.class, e -> {
                    assertThat(e.code()).as(e.sentence()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED);
                    assertThat(e.sentence()).contains(why);
                });
    }

    @Test
    void aFileOfCertificatesThatIsNoneIsAFaultOfTheConfiguration() throws IOException {
        Path empty = Files.createFile(temp.resolve("empty.pem"));
        Path garbage = Files.writeString(temp.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
        Path key = Files.writeString(
                temp.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path large = Files.write(temp.resolve("large.pem"), new byte[(4 << 20) + 1]);
        for (Path file : new Path[] {temp.resolve("missing.pem"), temp, empty, garbage, key, large}) {
            assertThatThrownBy(() -> trusting(file)).isInstanceOfSatisfying(RefactoryException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
                assertThat(e.subject()).isEqualTo("git.ca-certificates");
                assertThat(e.sentence()).contains("The file " + file, "BEGIN CERTIFICATE");
            });
        }
    }

    @Test
    void aFileMayHoldSeveralCertificatesAndTextBetweenThem() throws IOException {
        Certificates other = new Certificates(temp.resolve("other"));
        Path both = Files.writeString(
                temp.resolve("both.pem"),
                "# ours\n" + Files.readString(other.authority()) + "\n# theirs\n"
                        + Files.readString(certificates.authority()));
        assertThat(fetch(both, right).commitId()).isEqualTo(commit);
    }
}
