package dev.refactory.accelerator.node;

/// @param host the address to bind; loopback unless the network is the deployment's own, for there is no
///     authentication here
/// @param port 0 for any free one
/// @param maxBodyBytes of one request
/// @param maxBufferedBytes of all requests being received or answered; more is refused with
///     `accelerator_unavailable`
public record NodeSettings(String host, int port, int maxBodyBytes, long maxBufferedBytes) {
    public NodeSettings {
        if (port < 0 || port > 65_535 || maxBodyBytes < 1 || maxBufferedBytes < maxBodyBytes) {
            throw new IllegalArgumentException(
                    "Not node settings: port " + port + ", " + maxBodyBytes + " of " + maxBufferedBytes + " bytes");
        }
    }

    /// Bodies of 32 MiB, 512 MiB of them at a time.
    public static NodeSettings at(String host, int port) {
        return new NodeSettings(host, port, 32 << 20, 512L << 20);
    }
}
