package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;

/// Announces failed tasks whose backoff is over. Run it several times a second: its period adds to every
/// backoff.
public final class RetryScheduler implements Service {
    private static final int BATCH = 500;

    private final JobMaintenance maintenance;

    public RetryScheduler(JobMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public String title() {
        return "retry-scheduler";
    }

    @Override
    public boolean runOnce() {
        return maintenance.readyDue(BATCH) == BATCH;
    }
}
