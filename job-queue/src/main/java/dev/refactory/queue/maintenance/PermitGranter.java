package dev.refactory.queue.maintenance;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.JobMaintenance;

/// Gives free permits to jobs that wait for one. A job that ends does so itself; this is for limits that were raised.
public final class PermitGranter implements Service {
    private static final int TENANTS = 200;

    private final JobMaintenance maintenance;

    public PermitGranter(JobMaintenance maintenance) {
        this.maintenance = maintenance;
    }

    @Override
    public String title() {
        return "permit-granter";
    }

    @Override
    public boolean runOnce() {
        maintenance.admit(TENANTS);
        return false;
    }
}
