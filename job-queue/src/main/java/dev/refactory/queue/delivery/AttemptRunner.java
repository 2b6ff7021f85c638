package dev.refactory.queue.delivery;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.store.JobStore;
import dev.refactory.queue.store.JobStore.HandOver;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one attempt and reports it. Whatever the handler does, there is a report, unless the lease
/// was lost: then somebody else has the task by now, and ours is dropped.
final class AttemptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
    private static final long RETRY_MILLIS = 200;
    private static final int FRAMES = 12;

    private final JobStore store;
    private final String worker;
    private final TaskHandler handler;
    private final BiConsumer<String, HandOver> reported;
    private final Ticker ticker;
    private final LoopMeters meters;

    /// @param worker the process, as it appears in leases
    /// @param reported called with the job's id after every accepted report
    AttemptRunner(
            JobStore store,
            String worker,
            TaskHandler handler,
            BiConsumer<String, HandOver> reported,
            Ticker ticker,
            LoopMeters meters) {
        this.store = store;
        this.worker = worker;
        this.handler = handler;
        this.reported = reported;
        this.ticker = ticker;
        this.meters = meters;
    }

    /// A task that the store handed over with its answer to a report.
    /// @param asked the ticker's reading before the report was sent
    record Next(Claim claim, long asked) {}

    /// @param takes asked before the report: the roles of which a task may be given in answer
    /// @return the task that this worker has been given in place of the one it reported, null when there is none
    @Nullable
    Next run(Hold hold, Supplier<Set<Role>> takes) {
        long started = ticker.nanos();
        TaskOutcome outcome = handle(hold);
        long asked = ticker.nanos();
        HandOver answer = report(hold, outcome, takes.get());
        meters.ran(hold.claim(), outcome, answer.accepted(), Duration.ofNanos(ticker.nanos() - started));
        if (answer.accepted()) {
            reported.accept(hold.claim().jobId(), answer);
        }
        return answer.next() == null ? null : new Next(answer.next(), asked);
    }

    private TaskOutcome handle(Hold hold) {
        try {
            TaskOutcome outcome = handler.handle(hold.claim(), hold);
            // Told to stop, a handler returns anything: the attempt is given back instead.
            return hold.stopped() == Hold.Stop.CANCELLED || hold.told() ? new TaskOutcome.Released() : outcome;
        } catch (Throwable e) {
            return hold.stopped() != null ? new TaskOutcome.Released() : failure(hold, e);
        } finally {
            hold.handled();
            // An interrupt that came too late is not the report's: it would cut its connection.
            boolean ignored = Thread.interrupted();
        }
    }

    private static TaskOutcome failure(Hold hold, Throwable e) {
        long task = hold.attempt().taskId();
        if (e instanceof RefactoryException known) {
            LOG.info(
                    "attempt failed task={} job={} code={} subject={}",
                    task,
                    hold.claim().jobId(),
                    known.code().code(),
                    known.subject());
            return new TaskOutcome.Failed(
                    known.code(),
                    known.subject(),
                    known.sentence(),
                    known.code().retryable());
        }
        // Messages of foreign exceptions may quote a repository's text, so neither log nor job shows them.
        LOG.error(
                "attempt broke task={} job={} stage={} error={}",
                task,
                hold.claim().jobId(),
                hold.claim().stage(),
                trace(e));
        String stage = hold.claim().stage().name();
        return new TaskOutcome.Failed(
                ErrorCode.INTERNAL,
                stage,
                "The " + stage + " task broke off with " + e.getClass().getSimpleName()
                        + ": the service's log has the place, by task " + task + ".",
                true);
    }

    private static String trace(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, AttemptRunner::cause)
                .limit(4)
                .map(cause -> cause.getClass().getName() + " at "
                        + Stream.of(cause.getStackTrace())
                                .limit(FRAMES)
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining(" < ")))
                .collect(Collectors.joining(" caused by "));
    }

    private static @Nullable Throwable cause(Throwable e) {
        return e.getCause();
    }

    /// Reports until the store has answered or the lease is over. A report that took effect
    /// although its answer was lost is refused the second time: harmless.
    private HandOver report(Hold hold, TaskOutcome outcome, Set<Role> takes) {
        while (hold.stopped() != Hold.Stop.LOST) {
            try {
                // A process that is stopping takes nothing new.
                return hold.stopped() == null
                        ? store.complete(hold.claim(), outcome, worker, takes)
                        : HandOver.untold(store.complete(hold.attempt(), outcome));
            } catch (RuntimeException e) {
                LOG.warn(
                        "report failed, trying again task={} error={}",
                        hold.attempt().taskId(),
                        e.toString());
                if (permanent(e)) {
                    return HandOver.untold(reportRefusal(hold, e));
                }
                if (!pause()) {
                    return HandOver.REFUSED;
                }
            }
        }
        LOG.warn(
                "report dropped, the lease is over task={} fence={}",
                hold.attempt().taskId(),
                hold.attempt().fence());
        return HandOver.REFUSED;
    }

    /// The store will never take this outcome; say so instead, or the task would come back for ever.
    private boolean reportRefusal(Hold hold, RuntimeException cause) {
        try {
            return store.complete(
                    hold.attempt(),
                    new TaskOutcome.Failed(
                            ErrorCode.INTERNAL,
                            hold.claim().stage().name(),
                            "The result could not be stored ("
                                    + cause.getClass().getSimpleName() + ").",
                            true));
        } catch (RuntimeException e) {
            LOG.error("report refused task={} error={}", hold.attempt().taskId(), e.toString());
            return false;
        }
    }

    private static boolean permanent(RuntimeException e) {
        return switch (e) {
            case RefactoryException known -> known.code() != ErrorCode.DATABASE_UNAVAILABLE;
            case dev.refactory.kit.jdbc.DatabaseException database -> !database.retryable();
            default -> true;
        };
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
