package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes tasks back from attempts whose lease has ended. Run it every second: recovery from a dead
/// worker takes the lease's length plus this period.
public final class LeaseRescuer implements Service {
    private static final Logger log = LoggerFactory.getLogger(LeaseRescuer.class);
    private static final int BATCH = 200;

    private final JobMaintenance maintenance;

    public LeaseRescuer(JobMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public String title() {
        return "lease-rescuer";
    }

    @Override
    public boolean runOnce() {
        int rescued = maintenance.rescueExpired(BATCH);
        if (rescued > 0) {
            log.info("leases expired attempts={}", rescued);
        }
        return rescued == BATCH;
    }
}
