package dev.refactory.accelerator.trace;

import java.util.List;

/// One inference request of a trace.
///
/// @param arrivalNanos since the beginning of the trace, at least 0
/// @param promptTokens at least 1
/// @param completionTokens at least 1
/// @param prefixBlocks what the prompt begins with, a number for each block of tokens: equal numbers,
///     equal tokens up to there; empty when unknown
public record TraceCall(long arrivalNanos, int promptTokens, int completionTokens, List<Integer> prefixBlocks) {
    public TraceCall {
        prefixBlocks = List.copyOf(prefixBlocks);
        if (arrivalNanos < 0 || promptTokens < 1 || completionTokens < 1) {
            throw new IllegalArgumentException(
                    "a call at " + arrivalNanos + " of " + promptTokens + " and " + completionTokens + " tokens");
        }
    }
}
