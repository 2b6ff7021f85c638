package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// Exit codes of the command, a contract with scripts.
public final class Exit {
    public static final int SUCCEEDED = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int CANCELLED = 4;
    public static final int UNREACHABLE = 5;

    private Exit() {}

    /// The exit code of a job's final status; [#SUCCEEDED] while it is under way.
    static int of(JsonNode job) {
        return switch (job.path("status").asText()) {
            case "failed" -> FAILED;
            case "refused" -> REFUSED;
            case "cancelled" -> CANCELLED;
            default -> SUCCEEDED;
        };
    }
}
