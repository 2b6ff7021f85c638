package dev.refactory.queue.job;

import dev.refactory.kit.problem.ErrorCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an attempt reports.
public sealed interface TaskOutcome {
    /// Done. The last task of a stage opens the next one.
    ///
    /// @param result kept with the task, JSON; later stages read it
    /// @param next payloads of the next stage's tasks (JSON). INDEX, TRANSFORM and VERIFY may leave
    ///     it empty: the next one-task stage then gets `{}`. For PLAN these are the TRANSFORM
    ///     tasks; none skips to VERIFY.
    /// @param published what the job shows from now on: its plan (from PLAN) or its result (from PUBLISH);
    ///     else null
    /// @param quote from PLAN only
    /// @param indexed from INDEX only, null when there is nothing to remember
    /// @param artifacts files of the job, kept with the stage's end
    record Completed(
            String result,
            List<String> next,
            @Nullable String published,
            @Nullable QuoteInputs quote,
            @Nullable Indexed indexed,
            List<Artifact> artifacts,
            Usage usage)
            implements TaskOutcome {
        public Completed {
            next = List.copyOf(next);
            artifacts = List.copyOf(artifacts);
        }

        /// Of any stage but INDEX.
        public Completed(
                String result,
                List<String> next,
                @Nullable String published,
                @Nullable QuoteInputs quote,
                List<Artifact> artifacts,
                Usage usage) {
            this(result, next, published, quote, null, artifacts, usage);
        }
    }

    /// What INDEX found out about the job.
    ///
    /// @param repositoryId of the repository the job is about; deleting that repository deletes the job
    /// @param resultKey SHA-256 (hex) of everything the job's result depends on: a job of the tenant that
    ///     succeeded with the same key answers this one. Null when the result is neither to be looked up nor
    ///     kept.
    record Indexed(String repositoryId, @Nullable String resultKey) {
        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        public Indexed {
            if (repositoryId.isEmpty() || repositoryId.length() > 255) {
                throw new IllegalArgumentException("A repository id has 1 to 255 characters");
            }
            if (resultKey != null && !SHA_256.matcher(resultKey).matches()) {
                throw new IllegalArgumentException("A result key is 64 hexadecimal digits: " + resultKey);
            }
        }
    }

    /// The job's request is not safe or not possible: the job ends `refused`, at no charge.
    /// @param conflicts a JSON array with at least one entry
    record Refused(String conflicts) implements TaskOutcome {}

    /// The attempt failed. Tried again after a backoff while `retryable` and attempts are left; else the job
    /// fails. While something of ours is away ([ErrorCode#outage()]) no attempt is counted.
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
