package dev.refactory.index.git;

import dev.refactory.kit.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Ids of repositories: the same on every machine, and another for every tenant.
final class RepositoryIds {
    private RepositoryIds() {}

    /// @param source normalised; each kind of source has its own form
    static String of(TenantId tenant, String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((tenant.value() + '\n' + source).getBytes(StandardCharsets.UTF_8));
            return "repo_" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
