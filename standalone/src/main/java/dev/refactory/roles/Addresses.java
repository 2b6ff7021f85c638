package dev.refactory.roles;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/// Where others reach what listens on every address.
final class Addresses {
    private static final String EVERY = "0.0.0.0";

    private Addresses() {}

    /// The host itself; instead of every address, the one that this machine's own name has.
    /// @throws RefactoryException `configuration_invalid` when its name has none
    static String reachable(String host) {
        if (!host.equals(EVERY)) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            throw new RefactoryException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cluster.host",
                    "This machine's own name has no address: give --cluster-host the one others reach it at.",
                    e);
        }
    }

    /// The same for the host of an address.
    static URI reachable(URI uri) {
        return URI.create(uri.getScheme() + "://" + reachable(uri.getHost()) + ":" + uri.getPort());
    }
}
