package dev.refactory.index.repository;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals secrets with AES-256-GCM. The first key seals; all of them open, so that a key can be
/// replaced while secrets are still under the one before. Thread-safe. Prints nothing of the keys.
public final class SecretKeys {
    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    /// For a process that was given none: it can neither seal nor open.
    public static final SecretKeys NONE = new SecretKeys(List.of());

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    private SecretKeys(List<byte[]> keys) {
        for (byte[] key : keys) {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A key has " + KEY_BYTES + " bytes, not " + key.length);
            }
            this.keys.put(id(key), new SecretKeySpec(key, "AES"));
        }
    }

    /// @param keys of [#KEY_BYTES] bytes in base64; the first seals
    public static SecretKeys of(List<String> keys) {
        return new SecretKeys(keys.stream().map(Base64.getDecoder()::decode).toList());
    }

    /// The key in a file that only its owner can read; made when there is none.
    /// @throws RefactoryException `configuration_invalid` when others may read it, or it holds no
    ///     key
    public static SecretKeys inFile(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.removeAll(PosixFilePermissions.fromString("rw-------"));
            if (!permissions.isEmpty()) {
                throw unusable(file, "may be read by others: take their rights away with chmod 600");
            }
            return of(List.of(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw unusable(file, "does not hold a key of 32 bytes in base64: put back the one that was there");
        } catch (IOException e) {
            throw unusable(file, "cannot be read or made (" + e.getClass().getSimpleName() + "): see to its rights");
        }
    }

    private static void make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".new", OWNER_ONLY);
        try {
            Files.writeString(whole, Base64.getEncoder().encodeToString(key) + "\n");
            // Unlike a move, a link does not replace the key another process has just made.
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // Then that one holds.
        } finally {
            Files.delete(whole);
        }
    }

    private static RefactoryException unusable(Path file, String why) {
        return new RefactoryException(
                ErrorCode.CONFIGURATION_INVALID, "secrets.key", "The key file " + file + " " + why + ".");
    }

    /// 16 hex digits that name a key and do not tell it.
    private static String id(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("refactory key id\0".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(key), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /// Names the key that seals; null when there is none.
    public @Nullable String sealingKey() {
        return keys.isEmpty() ? null : keys.keySet().iterator().next();
    }

    /// @param context what the secret belongs to; opening needs the same
    /// @throws RefactoryException `secrets_unavailable` without a key
    public byte[] seal(byte[] secret, String context) {
        String keyId = sealingKey();
        if (keyId == null) {
            throw unavailable("Secrets cannot be kept here");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keyId, nonce, context).doFinal(secret);
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    /// @throws RefactoryException `secrets_unavailable` without that key, or when the secret was
    ///     tampered with or belongs to something else
    public byte[] open(String keyId, byte[] sealed, String context) {
        if (!keys.containsKey(keyId)) {
            throw unavailable("A secret cannot be read here");
        }
        if (sealed.length < NONCE_BYTES) {
            throw damaged();
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, keyId, nonce, context)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw damaged();
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static RefactoryException unavailable(String what) {
        return new RefactoryException(
                ErrorCode.SECRETS_UNAVAILABLE,
                "secrets.key",
                what + ": this process was not given the key it is under; set REFACTORY_SECRETS_KEY to the same keys"
                        + " for every role.");
    }

    private static RefactoryException damaged() {
        return new RefactoryException(
                ErrorCode.SECRETS_UNAVAILABLE,
                "secrets.key",
                "A secret in the database is damaged or was moved: keep it again.");
    }

    @Override
    public String toString() {
        return "SecretKeys" + keys.keySet();
    }
}
