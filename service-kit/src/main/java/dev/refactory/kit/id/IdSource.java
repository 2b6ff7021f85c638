package dev.refactory.kit.id;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Makes identifiers: a prefix, then 24 characters of base 32 (120 random bits), for example `job_0a3k…`.
/// Thread-safe when its generator is.
public final class IdSource {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 24;

    private final RandomGenerator random;

    public IdSource(RandomGenerator random) {
        this.random = random;
    }

    public static IdSource secure() {
        return new IdSource(new SecureRandom());
    }

    /// A new identifier; `prefix` includes its underscore, for example `job_`.
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return id.toString();
    }
}
