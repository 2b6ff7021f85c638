package dev.refactory.queue.job;

import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import java.time.Duration;

/// The most a job may cost, with the inputs of its formula.
///
/// @param rateCard the card's version
/// @param milliSau at least 0
public record Quote(String rateCard, QuoteInputs inputs, long milliSau) {
    /// How long a quote holds after it was given. The database takes no rate card that comes into force sooner.
    public static final Duration VALID = Duration.ofHours(24);
}
