package dev.refactory.queue.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of a [SubmitJob].
public sealed interface SubmitReply {
    /// @param replayed the same key and request were seen before; `job` is that job as it stands
    record Accepted(Job job, boolean replayed) implements SubmitReply {}

    /// The key was used with another request, by the job named.
    record IdempotencyConflict(String jobId) implements SubmitReply {}

    /// A limit of the tenant is reached.
    /// @param limit its name in `GET /v2/limits`
    /// @param retryAfter when it is worth another try, above zero; null when that depends on other jobs
    record LimitReached(String limit, long value, @Nullable Duration retryAfter) implements SubmitReply {
        /// Over which quotes are counted, and jobs.
        public static final Duration WINDOW = Duration.ofMinutes(1);

        public LimitReached(String limit, long value) {
            this(limit, value, null);
        }

        public static LimitReached openJobs(long value) {
            return new LimitReached("open_jobs_per_tenant", value);
        }

        /// @param sinceOldest how long ago the oldest of the counted quotes was asked for
        public static LimitReached quotes(long value, Duration sinceOldest) {
            return new LimitReached("quotes_per_minute", value, WINDOW.minus(sinceOldest));
        }

        /// @param sinceOldest how long ago the oldest of the counted jobs was submitted
        public static LimitReached jobs(long value, Duration sinceOldest) {
            return new LimitReached("jobs_per_minute", value, WINDOW.minus(sinceOldest));
        }
    }
}
