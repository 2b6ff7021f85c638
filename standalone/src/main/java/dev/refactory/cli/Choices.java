package dev.refactory.cli;

import java.util.ArrayList;
import java.util.List;

/// Words the contract knows, for help and completion. The server decides.
final class Choices {
    private Choices() {}

    static final class Statuses extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Statuses() {
            super(List.of(
                    "queued",
                    "indexing",
                    "planning",
                    "running",
                    "verifying",
                    "succeeded",
                    "refused",
                    "failed",
                    "cancelled"));
        }
    }

    static final class Tiers extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Tiers() {
            super(List.of("interactive", "standard", "bulk"));
        }
    }

    static final class Levels extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Levels() {
            super(List.of("parse", "compile"));
        }
    }
}
