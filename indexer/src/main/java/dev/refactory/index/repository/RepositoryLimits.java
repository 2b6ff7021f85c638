package dev.refactory.index.repository;

/// How much one tenant may have.
///
/// @param repositories known ones
/// @param uploadBytes of all its bundles
public record RepositoryLimits(int repositories, long uploadBytes) {
    /// 10,000 repositories, 10 GiB of bundles.
    public static final RepositoryLimits DEFAULT = new RepositoryLimits(10_000, 10L << 30);
}
