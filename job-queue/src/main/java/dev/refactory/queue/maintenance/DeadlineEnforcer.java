package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fails jobs whose deadline has passed, so that every accepted job ends.
public final class DeadlineEnforcer implements Service {
    private static final Logger log = LoggerFactory.getLogger(DeadlineEnforcer.class);
    private static final int BATCH = 200;

    private final JobMaintenance maintenance;

    public DeadlineEnforcer(JobMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public String title() {
        return "deadline-enforcer";
    }

    @Override
    public boolean runOnce() {
        int failed = maintenance.failOverdue(BATCH);
        if (failed > 0) {
            log.info("deadlines missed jobs={}", failed);
        }
        return failed == BATCH;
    }
}
