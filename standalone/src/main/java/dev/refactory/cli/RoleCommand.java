package dev.refactory.cli;

import java.util.Locale;

/// The words that start something that runs.
public enum RoleCommand {
    UP("Starts everything in one process: every role, and a Postgres, Kafka and Hazelcast of its own."),
    API("Runs the role api: the HTTP door, on external services."),
    INDEXER("Runs the role indexer on external services."),
    WORKER("Runs the role worker on external services."),
    ACCELERATOR("Runs the role accelerator: a node with simulated wafers."),
    MIGRATE("Brings the schema of the Postgres named up to date, and ends.");

    private final String summary;

    RoleCommand(String summary) {
        this.summary = summary;
    }

    /// As it is typed, for example `up`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String summary() {
        return summary;
    }
}
