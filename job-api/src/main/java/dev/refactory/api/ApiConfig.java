package dev.refactory.api;

import dev.refactory.api.catalogue.Limits;

/// Where the door stands.
///
/// @param host an address of this machine; loopback unless others shall reach it
/// @param port 0 for a free one
/// @param eventStreams streams of events open at once
public record ApiConfig(String host, int port, int eventStreams) {
    public static final int DEFAULT_PORT = 7300;

    public ApiConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port);
        }
    }

    /// With the standard limits.
    public static ApiConfig of(String host, int port) {
        return new ApiConfig(host, port, Limits.EVENT_STREAMS);
    }
}
