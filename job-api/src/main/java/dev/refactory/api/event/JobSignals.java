package dev.refactory.api.event;

import dev.refactory.kit.cluster.HintTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes whoever waits for news of a job. A signal is a hint: all it says is whether the job may be
/// over, and one that is lost is made up for by waiting callers reading again every [#READ_AGAIN].
/// Whoever hears of a change, in this process or from another through the cluster, calls [#changed]
/// or [#over]. Thread-safe.
public final class JobSignals {
    /// How long a caller trusts silence.
    public static final Duration READ_AGAIN = Duration.ofMillis(500);

    private static final String OVER = " over";

    private final Map<String, Set<Subscription>> byJob = new ConcurrentHashMap<>();

    /// Something about the job may have changed, but it goes on. Cheap when nobody waits.
    public void changed(String jobId) {
        waiting(jobId).stream().filter(each -> !each.endOnly).forEach(Subscription::wake);
    }

    /// The job may be over.
    public void over(String jobId) {
        waiting(jobId).forEach(Subscription::wake);
    }

    private Set<Subscription> waiting(String jobId) {
        return byJob.getOrDefault(jobId, Set.of());
    }

    /// What another process is told of a job.
    /// @param over whether it may be over
    public static String news(String jobId, boolean over) {
        return over ? jobId + OVER : jobId;
    }

    private void hear(String news) {
        if (news.endsWith(OVER)) {
            over(news.substring(0, news.length() - OVER.length()));
        } else {
            changed(news);
        }
    }

    /// Starts listening; subscribe before reading, or a change in between is missed until the next read.
    public Subscription subscribe(String jobId) {
        return subscribe(jobId, false);
    }

    /// As [#subscribe], for a caller to whom nothing but the job's end is news.
    public Subscription subscribeToEnd(String jobId) {
        return subscribe(jobId, true);
    }

    private Subscription subscribe(String jobId, boolean endOnly) {
        Subscription subscription = new Subscription(jobId, endOnly);
        byJob.compute(jobId, (id, set) -> {
            Set<Subscription> all = set == null ? ConcurrentHashMap.newKeySet() : set;
            all.add(subscription);
            return all;
        });
        return subscription;
    }

    /// Hears of changes from other processes, as [#news], until the answer is closed.
    public HintTopic.Subscription follow(HintTopic topic) {
        return topic.subscribe(this::hear);
    }

    /// Jobs that somebody waits for.
    public int watchedJobs() {
        return byJob.size();
    }

    /// One caller's ear. Close it when done.
    public final class Subscription implements AutoCloseable {
        private final String jobId;
        private final boolean endOnly;
        private final Semaphore news = new Semaphore(0);

        private Subscription(String jobId, boolean endOnly) {
            this.jobId = jobId;
            this.endOnly = endOnly;
        }

        /// Ends the wait that is under way, or the next one. Signals in between count once.
        public void wake() {
            if (news.availablePermits() == 0) {
                news.release();
            }
        }

        /// Waits for news, but never longer than `limit` or [#READ_AGAIN].
        /// @return whether there was a signal
        public boolean await(Duration limit) throws InterruptedException {
            long nanos = Math.min(limit.toNanos(), READ_AGAIN.toNanos());
            boolean heard = news.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            if (heard) {
                news.drainPermits();
            }
            return heard;
        }

        @Override
        public void close() {
            byJob.computeIfPresent(jobId, (id, set) -> {
                set.remove(this);
                return set.isEmpty() ? null : set;
            });
        }
    }
}
