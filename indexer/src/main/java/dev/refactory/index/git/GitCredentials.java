package dev.refactory.index.git;

import dev.refactory.kit.tenant.TenantId;
import java.util.Optional;

/// The credentials of private Git hosts. Thread-safe.
public interface GitCredentials {
    /// None at all.
    GitCredentials NONE = (_, _) -> Optional.empty();

    /// @param host `host`, or `host:port` where the port is not the usual one of https; in lower
    ///     case
    /// @throws dev.refactory.kit.problem.RefactoryException `secrets_unavailable` when there is one
    ///     that cannot be read here
    Optional<Credential> find(TenantId tenant, String host);

    /// Prints without the token.
    record Credential(String username, String token) {
        @Override
        public String toString() {
            return "Credential[" + username + ", ****]";
        }
    }
}
