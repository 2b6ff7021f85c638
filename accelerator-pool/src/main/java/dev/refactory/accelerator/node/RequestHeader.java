package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What travels in front of the input, as it may arrive: anything can be missing.
record RequestHeader(
        @Nullable String requestId,
        @Nullable String tenant,
        @Nullable String group,
        @Nullable String model,
        @Nullable String tier,
        @Nullable Integer promptTokens,
        @Nullable List<String> prefixBlocks) {
    private static final int MAX_NAME = 256;
    private static final int MAX_PREFIX_BLOCKS = 8192;

    static RequestHeader of(InferenceRequest request) {
        return new RequestHeader(
                request.requestId(),
                request.tenant().value(),
                request.group(),
                request.model(),
                request.tier().name().toLowerCase(Locale.ROOT),
                request.promptTokens(),
                request.prefixBlocks());
    }

    /// @throws RefactoryException `invalid_request` naming the member at fault
    InferenceRequest with(byte[] input) {
        List<String> blocks = prefixBlocks == null ? List.of() : prefixBlocks;
        if (blocks.size() > MAX_PREFIX_BLOCKS) {
            throw invalid("prefix_blocks", "at most " + MAX_PREFIX_BLOCKS + " hashes");
        }
        if (promptTokens == null || promptTokens < 0) {
            throw invalid("prompt_tokens", "a number of at least 0");
        }
        return new InferenceRequest(
                name("request_id", requestId),
                tenantId(),
                name("group", group),
                name("model", model),
                serviceTier(),
                input,
                promptTokens,
                blocks);
    }

    private TenantId tenantId() {
        try {
            return new TenantId(name("tenant", tenant));
        } catch (IllegalArgumentException e) {
            throw invalid("tenant", "a tenant id");
        }
    }

    private ServiceTier serviceTier() {
        String wanted = name("tier", tier);
        for (ServiceTier known : ServiceTier.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return known;
            }
        }
        throw invalid("tier", "interactive, standard or bulk");
    }

    private static String name(String member, @Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_NAME) {
            throw invalid(member, "1 to " + MAX_NAME + " characters");
        }
        return value;
    }

    private static RefactoryException invalid(String member, String expected) {
        return new RefactoryException(
                ErrorCode.INVALID_REQUEST, member, "The header's " + member + " must be " + expected + ".");
    }
}
