package dev.refactory.index.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/// A bundle that was checked.
///
/// @param refs full names, and `HEAD`, with the id of the object each points to
/// @param after how many bundles of its repository it was checked against
/// @param sha256 of its bytes, 64 hex digits
public record BundleContent(Map<String, String> refs, int after, long bytes, String sha256) {
    public BundleContent {
        refs = Map.copyOf(refs);
    }

    BundleContent(BundleHeader header, int after, long bytes, String sha256) {
        this(
                header.refs().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().name())),
                after,
                bytes,
                sha256);
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
