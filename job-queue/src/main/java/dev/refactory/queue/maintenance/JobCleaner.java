package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets jobs that ended longer ago than the retention. Their idempotency keys go with them, so
/// the retention is how long a replay is recognised; their bills stay.
public final class JobCleaner implements Service {
    /// The shortest time a key must be remembered.
    public static final Duration SHORTEST = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(JobCleaner.class);
    private static final int BATCH = 100;

    private final JobMaintenance maintenance;
    private final Duration retention;

    /// @param retention at least [#SHORTEST]
    public JobCleaner(JobMaintenance maintenance, Duration retention) {
        if (retention.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("Ended jobs are kept at least " + SHORTEST + ", not " + retention);
        }
        this.maintenance = maintenance;
        this.retention = retention;
    }

    @Override
    public String title() {
        return "job-cleaner";
    }

    @Override
    public boolean runOnce() {
        int deleted = maintenance.deleteEnded(retention, BATCH);
        if (deleted > 0) {
            log.info("ended jobs forgotten jobs={}", deleted);
        }
        return deleted == BATCH;
    }
}
