package dev.refactory.accelerator.plan;

import java.util.List;

/// One inference request of a job, in numbers only. Immutable.
///
/// @param after calls of the same job, by place from 0, whose answers it waits for; empty when it can begin
///     with the job
/// @param pauseNanos from the last of those answers, or from the job's submission, to this call; 0 or more
/// @param promptTokens of the whole prompt, the context of the repository included; at least 1
/// @param completionTokens of its answer; at least 1
/// @param maxCompletionTokens what it may answer at most, as far as a policy knows; at least as many
/// @param prefixBlocks what the prompt goes on with behind the repository's context, a number for each block
///     of [JobType#BLOCK_TOKENS] tokens: equal numbers of the same job, equal tokens up to there
public record JobCall(
        List<Integer> after,
        long pauseNanos,
        int promptTokens,
        int completionTokens,
        int maxCompletionTokens,
        List<Integer> prefixBlocks) {
    public JobCall {
        after = List.copyOf(after);
        prefixBlocks = List.copyOf(prefixBlocks);
        if (pauseNanos < 0 || promptTokens < 1 || completionTokens < 1 || maxCompletionTokens < completionTokens) {
            throw new IllegalArgumentException("a call after " + pauseNanos + " ns of " + promptTokens + ", "
                    + completionTokens + " and at most " + maxCompletionTokens + " tokens");
        }
    }
}
