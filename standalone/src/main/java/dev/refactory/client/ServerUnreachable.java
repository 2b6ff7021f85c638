package dev.refactory.client;

import java.net.URI;

/// No server answers.
public final class ServerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServerUnreachable(URI server, Throwable cause) {
        super(
                "No server answers at " + server + ": start one with `refactory up`, or name another with --server or "
                        + "REFACTORY_URL.",
                cause);
    }
}
