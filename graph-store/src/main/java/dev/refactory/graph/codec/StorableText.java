package dev.refactory.graph.codec;

import dev.refactory.graph.model.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What Postgres cannot hold of a Java string, and the hash that texts are found by.
public final class StorableText {
    private static final String ESCAPED_NUL = "\\u0000";
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /// The same with texts that can be stored.
    public static Diagnostic of(Diagnostic diagnostic) {
        return new Diagnostic(
                diagnostic.severity(),
                of(diagnostic.code()),
                of(diagnostic.message()),
                diagnostic.line(),
                diagnostic.start());
    }

    /// `text` with NUL characters and lone surrogates replaced by U+FFFD; almost always `text`
    /// itself.
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == 0 || Character.isSurrogate(c)) && unstorable(text, i)) {
                return replace(text);
            }
        }
        return text;
    }

    /// The same of JSON, where a NUL is an escape.
    public static String ofJson(String json) {
        String text = of(json);
        if (!text.contains(ESCAPED_NUL)) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith(ESCAPED_NUL, i)) {
                result.append(REPLACEMENT);
                i += ESCAPED_NUL.length() - 1;
            } else {
                result.append(text.charAt(i));
                if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                    result.append(text.charAt(++i));
                }
            }
        }
        return result.toString();
    }

    private static boolean unstorable(String text, int i) {
        char c = text.charAt(i);
        if (c == 0) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static String replace(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            result.append(unstorable(text, i) ? REPLACEMENT : text.charAt(i));
        }
        return result.toString();
    }

    /// The first 64 bits of the SHA-256 of the UTF-8 form: nobody can choose names that collide.
    public static long hash(String text) {
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | digest[i] & 0xff;
        }
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
