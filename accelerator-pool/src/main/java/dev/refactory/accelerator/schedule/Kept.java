package dev.refactory.accelerator.schedule;

/// What is kept of a call's prompt.
///
/// @param tokens at its beginning that need not be computed, at most one less than the prompt has
/// @param outside those of them that are not on the wafers
public record Kept(int tokens, int outside) {
    public static final Kept NOTHING = new Kept(0, 0);
}
