package dev.refactory.queue.job;

import dev.refactory.queue.ledger.RateCard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a decision depends on besides the state.
///
/// @param now by the store's clock
/// @param otherHeld tasks of the job that somebody holds, besides the one a command is about
/// @param spendableMilliSau what the tenant may still reserve; `Long.MAX_VALUE` without a limit
/// @param jitter drawn from [0, 1) for this decision
/// @param policy of attempts
/// @param kept the kept result of an equal request, when INDEX has just ended and there is one
public record Circumstances(
        Instant now,
        int otherHeld,
        long spendableMilliSau,
        double jitter,
        RetryPolicy policy,
        RateCard rateCard,
        @Nullable KeptResult kept) {}
