package dev.refactory.graph.store;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.tenant.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/// The twin of [PostgresGraphStore] for tests; never part of a running role.
public final class MemoryGraphStore implements GraphStore {
    private final Map<Long, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final Set<Writer> writing = new HashSet<>();
    private final AtomicLong ids = new AtomicLong();

    @Override
    public synchronized Optional<SnapshotSummary> find(SnapshotKey key) {
        return snapshots.values().stream()
                .map(Snapshot::summary)
                .filter(summary -> summary.key().equals(key))
                .findFirst();
    }

    @Override
    public Optional<SnapshotSummary> find(TenantId tenant, long snapshotId) {
        return snapshot(tenant, snapshotId).map(Snapshot::summary);
    }

    private Optional<Snapshot> snapshot(TenantId tenant, long snapshotId) {
        return Optional.ofNullable(snapshots.get(snapshotId))
                .filter(snapshot -> snapshot.summary().key().tenant().equals(tenant));
    }

    @Override
    public synchronized SnapshotWriter begin(SnapshotKey key) {
        Writer writer = new Writer(key, ids.incrementAndGet());
        writing.add(writer);
        return writer;
    }

    @Override
    public synchronized SnapshotWriter beginFrom(SnapshotSummary base, SnapshotKey key) {
        Snapshot from = snapshot(key.tenant(), base.snapshotId())
                .orElseThrow(() -> PostgresGraphStore.noSuchSnapshot(base.snapshotId()));
        Writer writer = new Writer(key, ids.incrementAndGet());
        writer.base.putAll(from.files());
        writing.add(writer);
        return writer;
    }

    @Override
    public List<SnapshotSummary> latest(TenantId tenant, String repositoryId, String engineVersion, int most) {
        return snapshots.values().stream()
                .map(Snapshot::summary)
                .filter(summary -> summary.key().tenant().equals(tenant)
                        && summary.key().repositoryId().equals(repositoryId)
                        && summary.key().engineVersion().equals(engineVersion))
                .sorted(Comparator.comparing(SnapshotSummary::snapshotId).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public Map<String, Outline> outlines(TenantId tenant, long snapshotId, Collection<String> paths) {
        Map<String, Outline> wanted = new HashMap<>();
        eachOutline(tenant, snapshotId, (path, outline) -> {
            if (paths.contains(path)) {
                wanted.put(path, outline);
            }
        });
        return wanted;
    }

    @Override
    public void eachOutline(TenantId tenant, long snapshotId, BiConsumer<String, Outline> reader) {
        snapshot(tenant, snapshotId)
                .ifPresent(snapshot -> snapshot.files().forEach((path, file) -> {
                    if (!file.outline().equals(Outline.NONE)) {
                        reader.accept(path, file.outline());
                    }
                }));
    }

    @Override
    public GraphView view(TenantId tenant, long snapshotId) {
        return snapshot(tenant, snapshotId)
                .orElseThrow(() -> PostgresGraphStore.noSuchSnapshot(snapshotId))
                .view();
    }

    @Override
    public List<SymbolInfo> search(TenantId tenant, long snapshotId, SymbolSearch search) {
        return snapshot(tenant, snapshotId).stream()
                .flatMap(snapshot -> snapshot.view().symbolsWhere(search::matches).values().stream())
                .sorted(search.bestFirst())
                .limit(search.limit())
                .toList();
    }

    @Override
    public void delete(TenantId tenant, long snapshotId) {
        snapshot(tenant, snapshotId).ifPresent(_ -> snapshots.remove(snapshotId));
    }

    @Override
    public Map<String, Integer> snapshots(TenantId tenant, Collection<String> repositoryIds) {
        Map<String, Integer> counts = new HashMap<>();
        for (Snapshot snapshot : snapshots.values()) {
            SnapshotKey key = snapshot.summary().key();
            if (key.tenant().equals(tenant) && repositoryIds.contains(key.repositoryId())) {
                counts.merge(key.repositoryId(), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Override
    public synchronized boolean deleteRepository(TenantId tenant, String repositoryId, int most) {
        writing.removeIf(writer ->
                writer.key.tenant().equals(tenant) && writer.key.repositoryId().equals(repositoryId));
        List<Long> found = snapshots.values().stream()
                .map(Snapshot::summary)
                .filter(summary -> summary.key().tenant().equals(tenant)
                        && summary.key().repositoryId().equals(repositoryId))
                .map(SnapshotSummary::snapshotId)
                .sorted()
                .toList();
        found.stream().limit(most).forEach(snapshots::remove);
        return found.size() <= most;
    }

    private synchronized SnapshotSummary publish(Writer writer, Snapshot snapshot) {
        SnapshotSummary summary = snapshot.summary();
        if (!writing.remove(writer)) {
            throw PostgresSnapshotWriter.clearedAway(summary.snapshotId());
        }
        Optional<SnapshotSummary> first = find(summary.key());
        if (first.isPresent()) {
            return first.get();
        }
        snapshots.put(summary.snapshotId(), snapshot);
        return summary;
    }

    private synchronized void forget(Writer writer) {
        writing.remove(writer);
    }

    private record Held(FileFacts facts, Outline outline) {}

    private record Snapshot(SnapshotSummary summary, Map<String, Held> files, MemoryGraphView view) {
        static Snapshot of(SnapshotSummary summary, Map<String, Held> files) {
            return new Snapshot(
                    summary,
                    files,
                    new MemoryGraphView(files.values().stream().map(Held::facts).toList()));
        }
    }

    private final class Writer implements SnapshotWriter {
        private final SnapshotKey key;
        private final long snapshotId;
        private final Map<String, Held> base = new HashMap<>();
        private final Map<String, Held> added = new HashMap<>();

        Writer(SnapshotKey key, long snapshotId) {
            this.key = key;
            this.snapshotId = snapshotId;
        }

        @Override
        public void add(FileFacts facts, Outline outline) {
            Held held = new Held(MemoryGraphView.storable(facts), outline);
            if (added.putIfAbsent(facts.path(), held) != null) {
                throw PostgresSnapshotWriter.addedTwice(facts.path());
            }
        }

        @Override
        public void drop(String path) {
            base.remove(path);
        }

        @Override
        public SnapshotSummary commit(CompileContext compileContext) {
            Map<String, Held> files = new TreeMap<>(base);
            files.putAll(added);
            FactsTally tally = new FactsTally();
            files.values().forEach(file -> tally.add(file.facts()));
            return publish(this, Snapshot.of(tally.summary(snapshotId, key, compileContext), files));
        }

        @Override
        public void close() {
            added.clear();
            forget(this);
        }
    }
}
