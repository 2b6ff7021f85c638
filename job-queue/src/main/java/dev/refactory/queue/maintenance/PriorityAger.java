package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;
import java.time.Duration;

/// Lets what has waited for long be more urgent, so that nothing waits for ever behind what is always more urgent. Few
/// at a time: or a flood of bulk work that is late would be a flood of interactive work soon after.
public final class PriorityAger implements Service {
    /// Bulk work is as urgent as interactive work after two minutes.
    static final Duration WAIT = Duration.ofMinutes(1);

    static final int BATCH = 4;

    private final JobMaintenance maintenance;

    public PriorityAger(JobMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public String title() {
        return "priority-ager";
    }

    @Override
    public boolean runOnce() {
        maintenance.age(WAIT, BATCH);
        return false;
    }
}
