package dev.refactory.index.repository;

import dev.refactory.index.git.GitCredentials;
import dev.refactory.index.store.CredentialStore;
import dev.refactory.index.store.CredentialStore.KnownHost;
import dev.refactory.index.store.CredentialStore.Outdated;
import dev.refactory.index.store.CredentialStore.Sealed;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import dev.refactory.kit.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The credentials of private Git hosts: sealed when they are kept, opened when a fetch needs them,
/// never shown. As a service it brings those under an older key under the newest. Thread-safe.
public final class Credentials implements GitCredentials, Service {
    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    /// What hosts take for the name of whoever has a token.
    private static final String USUAL_NAME = "x-access-token";

    private static final int MAX_NAME = 255;
    private static final int MAX_TOKEN = 4_096;
    private static final int BATCH = 100;
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");

    private final CredentialStore store;
    private final SecretKeys keys;

    public Credentials(CredentialStore store, SecretKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /// Sealed as JSON.
    private record Secret(String username, String token) {
        @Override
        public String toString() {
            return "Secret";
        }
    }

    private static String context(TenantId tenant, String host) {
        return tenant.value() + "\n" + host;
    }

    /// Keeps a credential in place of the one that was there.
    /// @param host `host`, or `host:port` where the port is not 443
    /// @param username null where the token alone is enough
    /// @return whether there was none
    /// @throws RefactoryException `invalid_request` naming the field, `secrets_unavailable` without
    ///     a key
    public boolean put(TenantId tenant, String host, @Nullable String username, String token) {
        String key = normalised(host);
        if (username != null && (username.isEmpty() || !sendable(username, MAX_NAME) || username.indexOf(':') >= 0)) {
            throw invalid("username", "is not one that HTTP can send: up to 255 characters, no colon, no controls");
        }
        if (token.isEmpty() || !sendable(token, MAX_TOKEN)) {
            throw invalid("token", "is empty, longer than 4096 characters, or has characters that HTTP cannot send");
        }
        Secret secret = new Secret(username == null ? USUAL_NAME : username, token);
        return store.put(tenant, key, sealed(Json.write(secret).getBytes(StandardCharsets.UTF_8), tenant, key));
    }

    private Sealed sealed(byte[] secret, TenantId tenant, String host) {
        byte[] bytes = keys.seal(secret, context(tenant, host));
        return new Sealed(Objects.requireNonNull(keys.sealingKey()), bytes);
    }

    private static boolean sendable(String text, int most) {
        return text.length() <= most && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /// @throws RefactoryException `invalid_request`
    private static String normalised(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(lower).matches()) {
            throw invalid("host", "is not of the form git.example.org or git.example.org:8443");
        }
        return lower.endsWith(":443") ? lower.substring(0, lower.length() - 4) : lower;
    }

    private static RefactoryException invalid(String field, String why) {
        String sentence = "The " + field + " " + why + ": give one that is.";
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST, field, sentence, List.of(new FieldError(field, sentence)), null);
    }

    /// By host.
    public List<KnownHost> list(TenantId tenant) {
        return store.list(tenant);
    }

    /// @return whether there was one
    public boolean delete(TenantId tenant, String host) {
        return store.delete(tenant, normalised(host));
    }

    @Override
    public Optional<Credential> find(TenantId tenant, String host) {
        Optional<Sealed> sealed = store.find(tenant, host);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        byte[] plain = keys.open(sealed.get().keyId(), sealed.get().bytes(), context(tenant, host));
        Secret secret = Json.read(new String(plain, StandardCharsets.UTF_8), Secret.class);
        return Optional.of(new Credential(secret.username(), secret.token()));
    }

    @Override
    public String title() {
        return "CredentialResealer";
    }

    @Override
    public boolean runOnce() {
        String newest = keys.sealingKey();
        if (newest == null) {
            return false;
        }
        int resealed = 0;
        for (Outdated outdated : store.notUnder(newest, BATCH)) {
            resealed += reseal(outdated) ? 1 : 0;
        }
        if (resealed > 0) {
            log.info("credentials sealed under the newest key count={}", resealed);
        }
        return resealed > 0;
    }

    private boolean reseal(Outdated outdated) {
        Sealed before = outdated.sealed();
        try {
            byte[] plain = keys.open(before.keyId(), before.bytes(), context(outdated.tenant(), outdated.host()));
            Sealed now = sealed(plain, outdated.tenant(), outdated.host());
            return store.replace(outdated.tenant(), outdated.host(), before, now);
        } catch (RefactoryException e) {
            // Its key is not here: whoever has it will do it.
            return false;
        }
    }
}
