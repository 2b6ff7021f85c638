package dev.refactory.queue.job;

import org.jspecify.annotations.Nullable;

/// The aggregate a decision is about: a job's open stage, never the job with all its tasks.
public sealed interface JobState {
    /// Not submitted yet.
    record Unborn() implements JobState {}

    /// Under way.
    ///
    /// @param status what it shows: it follows the stage once the stage's first task was claimed
    /// @param stage the open one
    /// @param started whether a task of the stage was claimed
    /// @param total tasks of the stage, at least 1
    /// @param remaining tasks of the stage that are not done, 0 only between stages
    /// @param fraction of the stage's running task, 0 to 1
    /// @param quote set when planning ends, null before
    /// @param reserved whether the quote is reserved in the ledger
    record Open(
            JobTerms terms,
            JobStatus status,
            Stage stage,
            boolean started,
            int total,
            int remaining,
            double fraction,
            boolean cancelRequested,
            @Nullable Quote quote,
            boolean reserved,
            Tally tally)
            implements JobState {
        public Open {
            if (status.terminal() || total < 1 || remaining < 0 || remaining > total) {
                throw new IllegalArgumentException("Not a job under way: " + terms.jobId());
            }
        }
    }

    /// Over: nothing leaves this state.
    ///
    /// @param stage the last one that was open
    /// @param remaining its tasks that were not done
    /// @param chargedMilliSau 0 unless succeeded
    record Ended(
            JobTerms terms,
            JobStatus status,
            Stage stage,
            int remaining,
            @Nullable Quote quote,
            long chargedMilliSau,
            Tally tally)
            implements JobState {
        public Ended {
            if (!status.terminal()) {
                throw new IllegalArgumentException("Not over: " + terms.jobId());
            }
        }

        public boolean stageDone() {
            return remaining == 0;
        }
    }
}
