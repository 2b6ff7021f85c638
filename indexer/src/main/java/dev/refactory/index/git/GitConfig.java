package dev.refactory.index.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be fetched, from where, and how much of it.
///
/// @param dataDirectory where the bare copies are kept; made when it is missing
/// @param allowedPaths directories below which local repositories may be read; the root directory
///     allows every path, an empty list none
/// @param allowHttp whether `http:` may be used besides `https:`; its addresses are vetted before
///     the connection is made, not pinned in it
/// @param allowPrivateAddresses whether a remote may have a loopback, private or link-local address
/// @param caCertificates a PEM file of authorities that hosts may be signed by besides those the platform
///     trusts; null for those alone
/// @param copiesBytes of all bare copies on this machine; those that were not used for longest are
///     removed first
public record GitConfig(
        Path dataDirectory,
        List<Path> allowedPaths,
        boolean allowHttp,
        boolean allowPrivateAddresses,
        @Nullable Path caCertificates,
        long copiesBytes,
        Limits limits) {
    /// 10 GiB.
    public static final long USUAL_COPIES_BYTES = 10L << 30;

    public GitConfig {
        allowedPaths = List.copyOf(allowedPaths);
    }

    /// The strictest form: `https:` to public addresses only.
    public static GitConfig strict(Path dataDirectory) {
        return new GitConfig(dataDirectory, List.of(), false, false, null, USUAL_COPIES_BYTES, Limits.DEFAULT);
    }

    public GitConfig allowingPaths(List<Path> paths) {
        return new GitConfig(
                dataDirectory, paths, allowHttp, allowPrivateAddresses, caCertificates, copiesBytes, limits);
    }

    public GitConfig withCopiesBytes(long bytes) {
        return new GitConfig(
                dataDirectory, allowedPaths, allowHttp, allowPrivateAddresses, caCertificates, bytes, limits);
    }

    /// `http:` too, and every address: for a network that is trusted.
    public GitConfig trustingTheNetwork() {
        return new GitConfig(dataDirectory, allowedPaths, true, true, caCertificates, copiesBytes, limits);
    }

    /// @param pem null trusts the platform's authorities alone
    public GitConfig trusting(@Nullable Path pem) {
        return new GitConfig(dataDirectory, allowedPaths, allowHttp, allowPrivateAddresses, pem, copiesBytes, limits);
    }

    /// @param packBytes of one fetch, and of a manifest
    /// @param objects that a pack may claim to hold
    /// @param objectBytes of one object in a pack, unpacked
    /// @param files entries of one tree
    /// @param fileBytes a blob that is read; larger ones are listed
    /// @param pathDepth directories above a file
    /// @param fetchTime for one fetch in all
    /// @param idleTime without a byte from the remote
    public record Limits(
            long packBytes,
            int objects,
            long objectBytes,
            int files,
            int fileBytes,
            int pathDepth,
            Duration fetchTime,
            Duration idleTime) {
        /// 2 GiB in at most 10 million objects of at most 128 MiB, 200,000 files, 1 MiB a file, 256
        /// directories deep, 10 minutes in all, 30 seconds of silence.
        public static final Limits DEFAULT = new Limits(
                2L << 30,
                10_000_000,
                128L << 20,
                200_000,
                1 << 20,
                256,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30));
    }
}
