package dev.refactory.index.git;

/// Which repository a source means.
///
/// @param repositoryId `repo_` and a hash of tenant and normalised source, the same on every machine
/// @param source as it is shown: a URL without credentials, an absolute path, or the name of an upload
public record RepositoryIdentity(String repositoryId, Kind kind, String source) {
    /// Where a repository comes from.
    public enum Kind {
        REMOTE,
        UPLOAD
    }
}
