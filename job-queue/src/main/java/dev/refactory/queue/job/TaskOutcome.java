package dev.refactory.queue.job;

import dev.refactory.kit.problem.ErrorCode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attempt reports.
public sealed interface TaskOutcome {
    /// Done. The last task of a stage opens the next one.
    ///
    /// @param result kept with the task, JSON; later stages read it
    /// @param next payloads of the next stage's tasks (JSON). INDEX, TRANSFORM and VERIFY may leave it empty:
    ///     the next
    ///     one-task stage then gets `{}`. For PLAN these are the TRANSFORM tasks; none skips to VERIFY.
    /// @param published what the job shows from now on: its plan (from PLAN) or its result (from PUBLISH);
    ///     else null
    /// @param quote from PLAN only
    /// @param artifacts files of the job, kept with the stage's end
    record Completed(
            String result,
            List<String> next,
            @Nullable String published,
            @Nullable QuoteInputs quote,
            List<Artifact> artifacts,
            Usage usage)
            implements TaskOutcome {
        public Completed {
            next = List.copyOf(next);
            artifacts = List.copyOf(artifacts);
        }
    }

    /// The job's request is not safe or not possible: the job ends `refused`, at no charge.
    /// @param conflicts a JSON array with at least one entry
    record Refused(String conflicts) implements TaskOutcome {}

    /// The attempt failed. Tried again after a backoff while `retryable` and attempts are left; else the job
    /// fails.
    record Failed(ErrorCode code, String subject, String message, boolean retryable) implements TaskOutcome {}

    /// Given back unharmed (the worker is stopping): claimable at once, no attempt counted.
    record Released() implements TaskOutcome {}

    /// The inputs of the rate card's formula; see `queue.ledger.RateCard`.
    ///
    /// @param indexedLines lines of the snapshot, at least 0; @param complexity c, above 0
    record QuoteInputs(long indexedLines, BigDecimal complexity) {}

    /// A file of a job, for example its patch.
    ///
    /// @param name `patch`, `mail`, `findings` or another short name, unique in the job
    record Artifact(String name, String mediaType, byte[] content) {}
}
