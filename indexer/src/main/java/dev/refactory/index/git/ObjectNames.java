package dev.refactory.index.git;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/// Says what objects would be called, and keeps none of them. For objects of our own making only:
/// unlike JGit's digest, a fifth as fast, the platform's does not look for forged collisions, which
/// may come with what is fetched.
final class ObjectNames extends ObjectInserter.Formatter {
    @Override
    public ObjectId idFor(int type, byte[] data, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(Constants.encodedTypeString(type));
            digest.update((" " + length + "\0").getBytes(StandardCharsets.US_ASCII));
            digest.update(data, offset, length);
            return ObjectId.fromRaw(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) {
        return idFor(type, data, offset, length);
    }

    /// The name of a blob.
    static ObjectId ofBlob(byte[] content) {
        try (ObjectNames names = new ObjectNames()) {
            return names.idFor(Constants.OBJ_BLOB, content);
        }
    }
}
