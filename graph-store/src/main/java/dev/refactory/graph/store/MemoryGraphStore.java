package dev.refactory.graph.store;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The twin of [PostgresGraphStore] for tests; never part of a running role.
public final class MemoryGraphStore implements GraphStore {
    private final Map<Long, Snapshot> snapshots = new ConcurrentHashMap<>();
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
    public SnapshotWriter begin(SnapshotKey key) {
        return new Writer(key, ids.incrementAndGet());
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

    private synchronized SnapshotSummary publish(Snapshot snapshot) {
        SnapshotSummary summary = snapshot.summary();
        Optional<SnapshotSummary> first = find(summary.key());
        if (first.isPresent()) {
            return first.get();
        }
        snapshots.put(summary.snapshotId(), snapshot);
        return summary;
    }

    private record Snapshot(SnapshotSummary summary, MemoryGraphView view) {}

    private final class Writer implements SnapshotWriter {
        private final SnapshotKey key;
        private final long snapshotId;
        private final FactsTally tally = new FactsTally();
        private final Map<String, FileFacts> files = new LinkedHashMap<>();

        Writer(SnapshotKey key, long snapshotId) {
            this.key = key;
            this.snapshotId = snapshotId;
        }

        @Override
        public void add(FileFacts facts) {
            if (files.putIfAbsent(facts.path(), MemoryGraphView.storable(facts)) != null) {
                throw new IllegalArgumentException("Added twice: " + facts.path());
            }
            tally.add(facts);
        }

        @Override
        public SnapshotSummary commit(CompileContext compileContext) {
            SnapshotSummary summary = tally.summary(snapshotId, key, compileContext);
            return publish(new Snapshot(summary, new MemoryGraphView(files.values())));
        }

        @Override
        public void close() {
            files.clear();
        }
    }
}
