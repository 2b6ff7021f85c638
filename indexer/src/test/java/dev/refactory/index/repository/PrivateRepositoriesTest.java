package dev.refactory.index.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.BundleLimits;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.GitFixture;
import dev.refactory.index.git.GitHttpServer;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.RepositorySource.Remote;
import dev.refactory.index.git.UploadedBundles;
import dev.refactory.index.store.CredentialStore.KnownHost;
import dev.refactory.index.store.MemoryCredentialStore;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.testkit.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateRepositoriesTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final String TOKEN = "tok3n-that-nobody-sees";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path temp;

    private final MemoryCredentialStore store = new MemoryCredentialStore(new VirtualClock());
    private final Credentials credentials = new Credentials(store, SecretKeys.of(List.of(KEY)));
    private GitHttpServer server;
    private JGitRepositories repositories;
    private String commit = "";

    @BeforeEach
    void serve() throws IOException {
        commit = GitFixture.init(temp.resolve("served/mine")).file("A", "1").commit("one");
        server = new GitHttpServer(temp.resolve("served")).withPassword("x-access-token", TOKEN);
        repositories = repositories("data", credentials);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JGitRepositories repositories(String data, Credentials with) {
        GitConfig config = GitConfig.strict(temp.resolve(data)).trustingTheNetwork();
        return new JGitRepositories(config, SystemTime.ticker(), with, UploadedBundles.NONE, BundleLimits.DEFAULT);
    }

    private String fetch() {
        Remote remote = new Remote(server.url("mine"), "main", null);
        return repositories.resolve(TENANT, remote, () -> false).commitId();
    }

    private static void assertRefused(ErrorCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefactoryException.class, e -> {
            assertThat(e.code()).as(e.sentence()).isEqualTo(code);
            assertThat(e.subject() + " " + e.sentence()).contains(words);
            assertThat(e + e.sentence() + e.subject() + e.getCause()).doesNotContain(TOKEN);
        });
    }

    @Test
    void withTheTokenOfItsHostAPrivateRepositoryIsFetched() {
        assertThat(credentials.put(TENANT, server.host(), null, TOKEN)).isTrue();
        assertThat(fetch()).isEqualTo(commit);
        assertThat(server.authorizations()).isNotEmpty();
    }

    @Test
    void withoutATokenTheErrorNamesTheHostAndTheWayOut() {
        assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, "refactory credentials set " + server.host(), this::fetch);
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void aWrongTokenIsSaidAndNotShown() {
        credentials.put(TENANT, server.host(), null, TOKEN + "x");
        assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, "does not accept", this::fetch);
        credentials.put(TENANT, server.host(), "someone", TOKEN);
        assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, "does not accept", this::fetch);
        assertThat(credentials.put(TENANT, server.host(), "x-access-token", TOKEN))
                .isFalse();
        assertThat(fetch()).isEqualTo(commit);
    }

    @Test
    void theTokensOfOtherHostsAndOtherTenantsAreNotSent() {
        credentials.put(TENANT, "127.0.0.1", null, TOKEN);
        credentials.put(TENANT, "127.0.0.1:1", null, TOKEN);
        credentials.put(TENANT, "localhost:" + server.host().split(":")[1], null, TOKEN);
        credentials.put(new TenantId("other"), server.host(), null, TOKEN);
        assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, server.host(), this::fetch);
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void aRedirectTakesNoTokenAlong() throws IOException {
        try (GitHttpServer elsewhere = new GitHttpServer(temp.resolve("served")).withPassword("x", "y")) {
            credentials.put(TENANT, server.host(), null, TOKEN);
            credentials.put(TENANT, elsewhere.host(), null, TOKEN);
            server.redirectingTo("http://" + elsewhere.host());
            assertRefused(ErrorCode.REPOSITORY_UNAVAILABLE, server.host(), this::fetch);
            assertThat(elsewhere.authorizations()).isEmpty();
        }
    }

    @Test
    void whereTheNetworkIsNotTrustedNoTokenGoesOverHttp() {
        GitConfig config = new GitConfig(
                temp.resolve("public"),
                List.of(),
                true,
                false,
                null,
                GitConfig.USUAL_COPIES_BYTES,
                GitConfig.Limits.DEFAULT);
        repositories = new JGitRepositories(
                config,
                SystemTime.ticker(),
                (_, host) -> {
                    throw new AssertionError("asked for the token of " + host);
                },
                UploadedBundles.NONE,
                BundleLimits.DEFAULT);
        assertRefused(ErrorCode.REPOSITORY_UNAVAILABLE, "private", this::fetch);
    }

    @Test
    void aRepositoryThatIsNotThereIsNotAQuestionOfCredentials() {
        credentials.put(TENANT, server.host(), null, TOKEN);
        Remote remote = new Remote(server.url("nowhere"), "main", null);
        assertRefused(
                ErrorCode.REPOSITORY_UNAVAILABLE,
                "no Git repository",
                () -> repositories.resolve(TENANT, remote, () -> false));
    }

    @Test
    void aProcessWithoutTheKeySaysSo() {
        credentials.put(TENANT, server.host(), null, TOKEN);
        String other = Base64.getEncoder()
                .encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII));
        for (SecretKeys keys : List.of(SecretKeys.NONE, SecretKeys.of(List.of(other)))) {
            repositories = repositories("keyless", new Credentials(store, keys));
            assertRefused(ErrorCode.SECRETS_UNAVAILABLE, "REFACTORY_SECRETS_KEY", this::fetch);
        }
        Credentials keyless = new Credentials(store, SecretKeys.NONE);
        assertRefused(ErrorCode.SECRETS_UNAVAILABLE, "secrets.key", () -> keyless.put(TENANT, "h.org", null, "t"));
        assertThat(keyless.runOnce()).isFalse();
    }

    @Test
    void aNewKeyTakesOverWhatTheOldOneSealed() {
        credentials.put(TENANT, server.host(), null, TOKEN);
        String newer = Base64.getEncoder()
                .encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII));
        Credentials both = new Credentials(store, SecretKeys.of(List.of(newer, KEY)));
        repositories = repositories("both", both);
        assertThat(fetch()).isEqualTo(commit);

        assertThat(both.runOnce()).isTrue();
        assertThat(both.runOnce()).isFalse();
        repositories = repositories("newer", new Credentials(store, SecretKeys.of(List.of(newer))));
        assertThat(fetch()).isEqualTo(commit);
        repositories = repositories("older", credentials);
        assertRefused(ErrorCode.SECRETS_UNAVAILABLE, "secrets.key", this::fetch);
    }

    @Test
    void aSealedTokenWorksForItsHostAndTenantOnlyAndHoldsNothingReadable() {
        credentials.put(TENANT, "a.org", "me", TOKEN);
        var sealed = store.find(TENANT, "a.org").orElseThrow();
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN, "me");
        store.put(TENANT, "b.org", sealed);
        store.put(new TenantId("other"), "a.org", sealed);
        assertRefused(ErrorCode.SECRETS_UNAVAILABLE, "moved", () -> credentials.find(TENANT, "b.org"));
        assertRefused(ErrorCode.SECRETS_UNAVAILABLE, "moved", () -> credentials.find(new TenantId("other"), "a.org"));
        assertThat(credentials.find(TENANT, "a.org").orElseThrow())
                .hasToString("Credential[me, ****]")
                .satisfies(credential -> assertThat(credential.token()).isEqualTo(TOKEN));
    }

    @Test
    void hostsAndTokensThatCannotBeAreRefused() {
        for (String host : List.of("", "https://h.org", "h.org/x", "h org", "-h", "user@h.org", "h.org:x", "h\n")) {
            assertRefused(ErrorCode.INVALID_REQUEST, "host", () -> credentials.put(TENANT, host, null, "t"));
        }
        for (String token : List.of("", "a b", "a\nb", "\u00e4", "x".repeat(4_097))) {
            assertRefused(ErrorCode.INVALID_REQUEST, "token", () -> credentials.put(TENANT, "h.org", null, token));
        }
        for (String name : List.of("", "a:b", "a\rb")) {
            assertRefused(ErrorCode.INVALID_REQUEST, "username", () -> credentials.put(TENANT, "h.org", name, "t"));
        }
        assertThat(credentials.list(TENANT)).isEmpty();
        credentials.put(TENANT, "H.Org:443", null, "t");
        assertThat(credentials.list(TENANT)).extracting(KnownHost::host).containsExactly("h.org");
        assertThat(credentials.delete(TENANT, "h.ORG")).isTrue();
    }
}
