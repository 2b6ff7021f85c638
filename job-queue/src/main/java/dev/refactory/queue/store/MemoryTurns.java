package dev.refactory.queue.store;

import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.MemoryJob.MemoryTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// [Turns] of the in-memory twin.
final class MemoryTurns {
    private MemoryTurns() {}

    /// Most urgent first, and of equally urgent ones those whose tenants' turn it is.
    static List<MemoryTask> take(Turns turns, List<MemoryTask> given, int max) {
        List<MemoryTask> taken = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            Map<String, List<MemoryTask>> byTenant = new LinkedHashMap<>();
            for (MemoryTask task : given) {
                if (task.job.terms.tier() == tier) {
                    byTenant.computeIfAbsent(task.job.terms.tenant().value(), tenant -> new ArrayList<>())
                            .add(task);
                }
            }
            byTenant.values().forEach(tasks -> tasks.sort(Comparator.comparingLong(task -> task.id)));
            List<MemoryTask> next =
                    turns.fill(tier.ordinal(), byTenant.keySet(), max - taken.size(), (tenant, already, more) -> {
                        List<MemoryTask> own = byTenant.getOrDefault(tenant, List.of());
                        return own.subList(Math.min(own.size(), already), Math.min(own.size(), already + more));
                    });
            next.forEach(
                    task -> turns.took(tier.ordinal(), task.job.terms.tenant().value()));
            taken.addAll(next);
        }
        return taken;
    }
}
