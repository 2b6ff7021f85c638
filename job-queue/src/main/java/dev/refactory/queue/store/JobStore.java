package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where jobs live. Every call is one transaction: state, events, outbox and ledger change together
/// or not at all. Leases run on the store's own clock. Thread-safe; one suite of tests holds for
/// every implementation.
public interface JobStore {
    SubmitReply submit(SubmitJob command);

    /// Asks a job to stop. A queued job is cancelled at once; a running one when its attempts
    /// notice, or their leases end.
    CancelReply cancel(TenantId tenant, String jobId);

    /// Takes the task when it is ready and nobody holds it. Empty when it is taken, done, not due
    /// yet, or its job is over: a repeated or stale message is harmless.
    Optional<Claim> claim(long taskId, String worker);

    /// Takes up to `max` ready tasks of a role without being told their ids: most urgent tier
    /// first, then fair among tenants, then oldest.
    List<Claim> claimReady(Role role, String worker, int max);

    /// Extends the leases of these attempts.
    /// @return for each attempt still held, whether its job wants it to stop; attempts that are
    ///     missing are lost: their work must stop and its report will not be accepted
    Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts);

    /// Says how far a task of a one-task stage is, 0 to 1; ignored when the attempt is not current or it
    /// would go down.
    void progress(AttemptRef attempt, double fraction);

    /// Reports an attempt.
    /// @return false when the attempt is no longer current: nothing was changed
    boolean complete(AttemptRef attempt, TaskOutcome outcome);

    /// Reports an attempt as [#complete(AttemptRef, TaskOutcome)] does. When the report opens a stage of a role
    /// that `worker` takes, its first task is the worker's in the same transaction, under a lease and a fence like
    /// any other and without being announced; but not while a task of a more urgent tier is ready for that role.
    default HandOver complete(Claim claim, TaskOutcome outcome, String worker, Set<Role> takes) {
        return HandOver.untold(complete(claim.attempt(), outcome));
    }

    /// [#complete(Claim, TaskOutcome, String, Set)] by a worker that takes tasks of the same role.
    default HandOver complete(Claim claim, TaskOutcome outcome, String worker) {
        return complete(claim, outcome, worker, Set.of(claim.stage().role()));
    }

    /// The answer to a report.
    /// @param accepted false when the attempt is no longer current: nothing was changed
    /// @param next a task that is now the worker's, null when there is none
    /// @param announced whether it put tasks into the outbox
    /// @param over whether the job ended with it
    record HandOver(boolean accepted, @Nullable Claim next, boolean announced, boolean over) {
        public static final HandOver REFUSED = new HandOver(false, null, false, false);

        /// Of a report of which nothing is known but whether it was accepted: anything may have come of it.
        public static HandOver untold(boolean accepted) {
            return new HandOver(accepted, null, accepted, accepted);
        }
    }

    /// The results (JSON) of the finished tasks of these stages, each by task index; empty for a stage that has none.
    Map<Stage, List<String>> stageResults(String jobId, TenantId tenant, Set<Stage> stages);

    /// The answer to a request to cancel.
    enum CancelReply {
        /// It is over now, or will be when its attempts notice.
        ACCEPTED,
        /// It had ended before.
        ALREADY_FINAL,
        NOT_FOUND
    }

    /// A task that is ready to be claimed, as delivery announces it.
    record ReadyTask(long taskId, TenantId tenant, Role role, Tier tier) {}
}
