package dev.refactory.accelerator.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Names of the blocks that a prompt begins with. Equal names mean that the prompts are equal up to the end of
/// that block. Pure.
public final class PrefixBlocks {
    /// Tokens of a block; what vendors say they keep prompts in.
    public static final int TOKENS = 128;

    /// Taken for that many tokens of source code, four bytes each.
    static final int BYTES = 512;

    /// More are not named.
    static final int MOST = 8192;

    private static final int NAME_BYTES = 8;

    private PrefixBlocks() {}

    /// @param promptTokens of the whole input, at least 0
    /// @return one name for each whole block, in order
    public static List<String> of(byte[] input, int promptTokens) {
        int count = Math.min(MOST, Math.min(promptTokens / TOKENS, input.length / BYTES));
        List<String> names = new ArrayList<>(count);
        MessageDigest digest = sha256();
        byte[] before = new byte[0];
        for (int i = 0; i < count; i++) {
            digest.update(before);
            digest.update(input, i * BYTES, BYTES);
            before = digest.digest();
            names.add(HexFormat.of().formatHex(Arrays.copyOf(before, NAME_BYTES)));
        }
        return names;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
