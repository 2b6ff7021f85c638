package dev.refactory.accelerator.api;

import dev.refactory.kit.tenant.TenantId;
import java.util.List;

/// One call of a model.
///
/// @param requestId unique; a repeated id is the same work asked for again
/// @param group the job it belongs to, for metrics and job-aware ordering; opaque here
/// @param model a model some accelerator advertises
/// @param tier what it may wait for
/// @param input the model's own structured request, opaque to the pool
/// @param promptTokens tokens of `input` in the model's encoding, at least 0
/// @param prefixBlocks names of the blocks of the prompt, from its beginning, as [PrefixBlocks] gives them; may be
///     empty
public record InferenceRequest(
        String requestId,
        TenantId tenant,
        String group,
        String model,
        ServiceTier tier,
        byte[] input,
        int promptTokens,
        List<String> prefixBlocks) {
    public InferenceRequest {
        prefixBlocks = List.copyOf(prefixBlocks);
        if (promptTokens < 0) {
            throw new IllegalArgumentException("promptTokens: " + promptTokens);
        }
    }
}
