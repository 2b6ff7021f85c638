package dev.refactory.index.store;

import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// The twin of [PostgresSnapshotBuildStore] for tests; never part of a running role.
public final class MemorySnapshotBuildStore implements SnapshotBuildStore {
    private final InstantSource clock;
    private final Map<SnapshotKey, Map<String, Instant>> waiters = new HashMap<>();
    private final Map<SnapshotKey, Build> builds = new HashMap<>();

    public MemorySnapshotBuildStore(InstantSource clock) {
        this.clock = clock;
    }

    private record Build(long fence, boolean building, Instant leaseExpires) {}

    @Override
    public synchronized void join(SnapshotKey key, String jobId, Duration patience) {
        waiters.computeIfAbsent(key, _ -> new HashMap<>())
                .put(jobId, clock.instant().plus(patience));
    }

    @Override
    public synchronized void leave(SnapshotKey key, String jobId) {
        waiters.getOrDefault(key, new HashMap<>()).remove(jobId);
    }

    @Override
    public synchronized int waiters(SnapshotKey key) {
        Instant now = clock.instant();
        return (int) waiters.getOrDefault(key, Map.of()).values().stream()
                .filter(until -> !until.isBefore(now))
                .count();
    }

    @Override
    public synchronized List<String> waitingJobs(TenantId tenant, String repositoryId, int limit) {
        Instant now = clock.instant();
        return waiters.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant)
                        && entry.getKey().repositoryId().equals(repositoryId))
                .flatMap(entry -> entry.getValue().entrySet().stream())
                .filter(waiter -> !waiter.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized OptionalLong claim(SnapshotKey key, String builder, Duration lease) {
        Build build = builds.get(key);
        boolean held =
                build != null && build.building() && !build.leaseExpires().isBefore(clock.instant());
        if (held) {
            return OptionalLong.empty();
        }
        long fence = build == null ? 1 : build.fence() + 1;
        builds.put(key, new Build(fence, true, clock.instant().plus(lease)));
        return OptionalLong.of(fence);
    }

    @Override
    public synchronized boolean renew(SnapshotKey key, long fence, Duration lease) {
        Build build = builds.get(key);
        if (build == null || !holds(build, fence) || build.leaseExpires().isBefore(clock.instant())) {
            return false;
        }
        builds.put(key, new Build(fence, true, clock.instant().plus(lease)));
        return true;
    }

    private static boolean holds(Build build, long fence) {
        return build.building() && build.fence() == fence;
    }

    @Override
    public boolean built(SnapshotKey key, long fence, long snapshotId) {
        return end(key, fence);
    }

    @Override
    public boolean failed(SnapshotKey key, long fence, String code, String detail) {
        return end(key, fence);
    }

    @Override
    public boolean cancelled(SnapshotKey key, long fence) {
        return end(key, fence);
    }

    @Override
    public synchronized void deleteRepository(TenantId tenant, String repositoryId) {
        Predicate<SnapshotKey> ofRepository =
                key -> key.tenant().equals(tenant) && key.repositoryId().equals(repositoryId);
        waiters.keySet().removeIf(ofRepository);
        builds.keySet().removeIf(ofRepository);
    }

    private synchronized boolean end(SnapshotKey key, long fence) {
        Build build = builds.get(key);
        if (build == null || !holds(build, fence)) {
            return false;
        }
        builds.put(key, new Build(fence, false, build.leaseExpires()));
        return true;
    }
}
