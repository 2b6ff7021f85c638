package dev.refactory.api;

import dev.refactory.api.catalogue.Limits;
import java.nio.file.Path;

/// Where the door stands.
///
/// @param host an address of this machine; loopback unless others shall reach it
/// @param port 0 for a free one
/// @param eventStreams streams of events open at once
/// @param uploads a directory for bodies on their way in; made when it is not there
public record ApiConfig(String host, int port, int eventStreams, Path uploads) {
    public static final int DEFAULT_PORT = 7300;

    public ApiConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port);
        }
    }

    /// With the standard limits.
    public static ApiConfig of(String host, int port, Path uploads) {
        return new ApiConfig(host, port, Limits.EVENT_STREAMS, uploads);
    }
}
