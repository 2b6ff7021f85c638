package dev.refactory.index.store;

import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;

/// What every [RepositoryStore] says alike.
final class RepositoryFaults {
    private RepositoryFaults() {}

    static RefactoryException tooMany(int most) {
        return new RefactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                "repositories",
                "There are " + most + " repositories already, as many as one tenant may have: delete one first.");
    }

    static RefactoryException stillPurged(RepositoryIdentity identity) {
        return new RefactoryException(
                ErrorCode.NOT_READY,
                identity.source(),
                "The repository " + identity.source()
                        + " was deleted and what was derived from it is still being removed: try again in a moment.");
    }
}
