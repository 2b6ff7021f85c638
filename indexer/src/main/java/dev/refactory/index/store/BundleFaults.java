package dev.refactory.index.store;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// What every [BundleStore] says and does alike.
final class BundleFaults {
    private BundleFaults() {}

    static RefactoryException overQuota(long quota) {
        return new RefactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                "uploads.max-bytes",
                "The uploaded bundles would have more than " + quota
                        + " bytes in all: delete a repository that is no longer needed, or let the operator raise"
                        + " uploads.max-bytes.");
    }

    static RefactoryException unknown(String repositoryId) {
        return new RefactoryException(
                ErrorCode.NOT_FOUND, repositoryId, "There is no repository " + repositoryId + ": upload it first.");
    }

    /// The next chunk; empty at the end, which must be where it was said to be.
    static byte[] nextChunk(InputStream content, long left) throws IOException {
        int wanted = (int) Math.min(BundleStore.CHUNK_BYTES, left);
        byte[] chunk = content.readNBytes(wanted);
        if (chunk.length < wanted || left == 0 && content.read() >= 0) {
            throw new EOFException("The bundle does not have the length it was said to have");
        }
        return chunk;
    }
}
