package dev.refactory.accelerator.trace;

import java.util.List;

/// Calls of one agent, each of which begins when the one before was answered and a tool has run.
///
/// @param turns at least one
public record Session(List<Turn> turns) {
    /// Tokens of a block of [Turn#prefixBlocks].
    public static final int BLOCK_TOKENS = 128;

    public Session {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("A session has turns");
        }
    }

    /// @param gapNanos from the answer before to this call
    /// @param promptTokens at least 1
    /// @param completionTokens at least 1
    /// @param prefixBlocks what the prompt begins with, as in [TraceCall]
    public record Turn(long gapNanos, int promptTokens, int completionTokens, List<Integer> prefixBlocks) {
        public Turn {
            prefixBlocks = List.copyOf(prefixBlocks);
            if (gapNanos < 0 || promptTokens < 1 || completionTokens < 1) {
                throw new IllegalArgumentException(
                        "a turn after " + gapNanos + " of " + promptTokens + " and " + completionTokens + " tokens");
            }
        }
    }
}
