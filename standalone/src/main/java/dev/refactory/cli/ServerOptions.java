package dev.refactory.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of every client command.
final class ServerOptions {
    @Option(
            names = {"--server", "--url"},
            paramLabel = "URL",
            description = "The server to talk to; default: REFACTORY_URL, or http://127.0.0.1:7300.")
    @Nullable
    String server;

    @Option(names = "--json", description = "Machine-readable output on stdout, nothing else there.")
    boolean json;
}
