package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;

/// Ends jobs that are being cancelled and have no attempt running any more.
public final class CancelFinisher implements Service {
    private static final int BATCH = 200;

    private final JobMaintenance maintenance;

    public CancelFinisher(JobMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public String title() {
        return "cancel-finisher";
    }

    @Override
    public boolean runOnce() {
        return maintenance.finishCancels(BATCH) == BATCH;
    }
}
