package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.MemoryJob.MemoryTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whose turn it is in the in-memory twin: [Turns], weights, and what has waited for long.
final class MemoryTurns {
    private final Turns claims = new Turns();
    private final Turns announcements = new Turns();
    private final Map<String, Integer> weights = new HashMap<>();

    void weigh(TenantId tenant, int weight) {
        weights.put(tenant.value(), weight);
    }

    List<MemoryTask> claimable(List<MemoryTask> given, int max) {
        return take(claims, given, max);
    }

    List<MemoryTask> announceable(List<MemoryTask> given, int max) {
        return take(announcements, given, max);
    }

    /// Most urgent first, and of equally urgent ones those whose tenants' turn it is.
    private List<MemoryTask> take(Turns turns, List<MemoryTask> given, int max) {
        List<MemoryTask> taken = new ArrayList<>();
        for (int urgency = 0; urgency < Tier.values().length; urgency++) {
            int line = urgency;
            Map<String, List<MemoryTask>> byTenant = new LinkedHashMap<>();
            Map<String, Integer> waiting = new LinkedHashMap<>();
            for (MemoryTask task : given) {
                if (task.urgency == line) {
                    String tenant = task.job.terms.tenant().value();
                    byTenant.computeIfAbsent(tenant, each -> new ArrayList<>()).add(task);
                    waiting.put(tenant, weights.getOrDefault(tenant, 1));
                }
            }
            byTenant.values().forEach(tasks -> tasks.sort(Comparator.comparingLong(task -> task.id)));
            List<MemoryTask> next = turns.fill(line, waiting, max - taken.size(), (tenant, already, more) -> {
                List<MemoryTask> own = byTenant.getOrDefault(tenant, List.of());
                return own.subList(Math.min(own.size(), already), Math.min(own.size(), already + more));
            });
            next.forEach(task -> turns.took(line, task.job.terms.tenant().value()));
            taken.addAll(next);
        }
        return taken;
    }

    /// What [JobMaintenance#age] does.
    static int age(Collection<MemoryTask> all, Duration wait, Instant now, int max, Collection<MemoryTask> outbox) {
        List<MemoryTask> aged = all.stream()
                .filter(task -> task.state instanceof TaskState.Ready && task.urgency > 0)
                .filter(task -> !task.dueAt.isAfter(now.minus(wait)))
                .sorted(Comparator.comparing(task -> task.dueAt))
                .limit(max)
                .toList();
        for (MemoryTask task : aged) {
            task.urgency--;
            task.dueAt = now;
        }
        outbox.addAll(aged);
        return aged.size();
    }
}
