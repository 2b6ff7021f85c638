package dev.refactory.demo;

import java.nio.file.Path;

/// Where published sources come from.
@FunctionalInterface
public interface SourceArchives {
    /// The `sources` jar of an artifact, `group:artifact:version`, fetched when it is not on this machine.
    /// @throws dev.refactory.kit.problem.RefactoryException when it cannot be fetched
    Path fetch(String coordinates);
}
