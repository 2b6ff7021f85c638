package dev.refactory.accelerator.api;

import org.jspecify.annotations.Nullable;

/// What a member has, and what is asked of it. Tokens are of contexts.
///
/// @param contextTokens that its device has room for
/// @param heldTokens of them that requests on the device hold
/// @param askedTokens that those that wait need to begin, together
/// @param pendingTokens of prompts that are still to be computed, of those that wait as well
/// @param waitsFor why the next one waits; null when none does
public record Load(
        long contextTokens,
        long heldTokens,
        long askedTokens,
        long pendingTokens,
        @Nullable WaitReason waitsFor) {
    public static final Load NONE = new Load(0, 0, 0, 0, null);
}
