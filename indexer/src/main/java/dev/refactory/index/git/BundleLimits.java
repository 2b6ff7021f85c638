package dev.refactory.index.git;

import java.time.Duration;

/// How much a bundle may hold.
///
/// @param bytes of one bundle
/// @param objects in one bundle
/// @param objectBytes of one object, unpacked
/// @param unpackedBytes of all objects, unpacked: as many in any case, and beyond them no more than
///     `ratio` times the bundle's own bytes
/// @param refs in one bundle
/// @param bundles of one repository
/// @param time to check or unpack one bundle
public record BundleLimits(
        long bytes,
        int objects,
        long objectBytes,
        long unpackedBytes,
        int ratio,
        int refs,
        int bundles,
        Duration time) {
    /// 256 MiB, 2 million objects of at most 64 MiB, 2 GiB or 500 times the size unpacked, 10,000
    /// refs, 200 bundles, 5 minutes.
    public static final BundleLimits DEFAULT =
            new BundleLimits(256L << 20, 2_000_000, 64L << 20, 2L << 30, 500, 10_000, 200, Duration.ofMinutes(5));

    /// What all objects of a bundle of this size may have in all, unpacked.
    long unpackedBytes(long bundleBytes) {
        return Math.max(unpackedBytes, Math.multiplyExact(bundleBytes, ratio));
    }
}
