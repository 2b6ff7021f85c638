package dev.refactory.queue.job;

import dev.refactory.queue.job.TaskOutcome.QuoteInputs;

/// The most a job may cost, with the inputs of its formula.
///
/// @param rateCard the card's version
/// @param milliSau at least 0
public record Quote(String rateCard, QuoteInputs inputs, long milliSau) {}
