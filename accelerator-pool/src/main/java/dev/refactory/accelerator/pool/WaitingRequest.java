package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.kit.tenant.TenantId;

/// What the decisions see of a request that waits.
///
/// @param sequence place of arrival; kept when a request returns to the queue because its member failed
/// @param contextTokens tokens it occupies on a device, its answer included, at least 1
/// @param arrivedNanos on the pool's ticker
record WaitingRequest(
        long sequence,
        TenantId tenant,
        String group,
        String model,
        ServiceTier tier,
        long contextTokens,
        long arrivedNanos) {}
