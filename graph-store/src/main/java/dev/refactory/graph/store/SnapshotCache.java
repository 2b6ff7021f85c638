package dev.refactory.graph.store;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.segment.SegmentBlock;
import dev.refactory.graph.segment.SegmentDirectory;
import dev.refactory.kit.tenant.TenantId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What was read of committed snapshots lately. A snapshot never changes, so nothing here is ever
/// stale; whether it is still there is asked of Postgres whenever a view is opened. Keyed by tenant
/// first. Bounded by weight, what was unused longest goes first. Thread-safe.
final class SnapshotCache {
    private final Lru<Snapshot, Files> files;
    private final Lru<Path, FileFacts> facts;
    private final Lru<Question, List<?>> answers;
    private final Lru<Snapshot, SnapshotOutset> outsets;
    private final Lru<Segment, SegmentDirectory> directories;
    private final Lru<Block, SegmentBlock> blocks;

    record Snapshot(TenantId tenant, long snapshotId) {}

    /// @param statement what is asked, and of which kind
    /// @param about in any order
    record Question(Snapshot snapshot, String statement, Set<String> about) {}

    private record Segment(TenantId tenant, long poolId, int segmentNo) {}

    private record Block(Segment segment, int blockNo) {}

    private record Path(Snapshot snapshot, String path) {}

    /// All files of a snapshot.
    record Files(Map<String, FileInfo> byPath, List<FileInfo> list) {
        static Files of(Map<String, FileInfo> byPath) {
            return new Files(new TreeMap<>(byPath), List.copyOf(new TreeMap<>(byPath).values()));
        }
    }

    /// @param maxFiles of all snapshots together, about 300 bytes each
    /// @param maxFacts occurrences and declarations of all files together, about 100 bytes each;
    ///     as much again is kept of other answers
    /// @param maxBytes of blocks of segments; a quarter as many of directories
    SnapshotCache(long maxFiles, long maxFacts, long maxBytes) {
        outsets = new Lru<>(maxFiles, each -> 1 + each.members().count());
        directories = new Lru<>(maxBytes / 4, each -> 100 + each.size());
        blocks = new Lru<>(maxBytes, each -> 100 + each.size());
        files = new Lru<>(maxFiles, each -> 1 + each.list().size());
        facts = new Lru<>(
                maxFacts,
                each -> 1
                        + each.occurrences().size()
                        + each.declared().size()
                        + each.relations().size());
        answers = new Lru<>(maxFacts, each -> 1 + each.size());
    }

    @Nullable
    Files files(Snapshot snapshot) {
        return files.get(snapshot);
    }

    void keep(Snapshot snapshot, Files all) {
        files.put(snapshot, all);
    }

    @Nullable
    FileFacts facts(Snapshot snapshot, String path) {
        return facts.get(new Path(snapshot, path));
    }

    void keep(Snapshot snapshot, FileFacts file) {
        facts.put(new Path(snapshot, file.path()), file);
    }

    /// The answer to a question, from `ask` when it is not known. Nobody can change it.
    <T> List<T> answer(Question question, Supplier<List<T>> ask) {
        // A statement's answers are all of one type.
        @SuppressWarnings("unchecked")
        List<T> known = (List<T>) answers.get(question);
        if (known == null) {
            known = List.copyOf(ask.get());
            answers.put(question, known);
        }
        return known;
    }

    @Nullable
    SnapshotOutset outset(Snapshot snapshot) {
        return outsets.get(snapshot);
    }

    void keep(Snapshot snapshot, SnapshotOutset outset) {
        outsets.put(snapshot, outset);
    }

    /// Those of a pool that are known, by the number of their segment.
    Map<Integer, SegmentDirectory> directories(TenantId tenant, long poolId) {
        Map<Integer, SegmentDirectory> known = new TreeMap<>();
        directories.each((segment, directory) -> {
            if (segment.tenant().equals(tenant) && segment.poolId() == poolId) {
                known.put(segment.segmentNo(), directory);
            }
        });
        return known;
    }

    void keep(TenantId tenant, long poolId, int segmentNo, SegmentDirectory directory) {
        directories.put(new Segment(tenant, poolId, segmentNo), directory);
    }

    @Nullable
    SegmentBlock block(TenantId tenant, long poolId, int segmentNo, int blockNo) {
        return blocks.get(new Block(new Segment(tenant, poolId, segmentNo), blockNo));
    }

    void keep(TenantId tenant, long poolId, int segmentNo, int blockNo, SegmentBlock block) {
        blocks.put(new Block(new Segment(tenant, poolId, segmentNo), blockNo), block);
    }

    void forget(Snapshot snapshot) {
        outsets.removeIf(snapshot::equals);
        files.removeIf(snapshot::equals);
        facts.removeIf(path -> path.snapshot().equals(snapshot));
        answers.removeIf(question -> question.snapshot().equals(snapshot));
    }

    private static final class Lru<K, V> {
        private final long limit;
        private final ToLongFunction<V> weigh;
        private final LinkedHashMap<K, V> held = new LinkedHashMap<>(64, 0.75f, true);
        private long weight;

        Lru(long limit, ToLongFunction<V> weigh) {
            this.limit = limit;
            this.weigh = weigh;
        }

        synchronized @Nullable V get(K key) {
            return held.get(key);
        }

        synchronized void put(K key, V value) {
            V previous = held.put(key, value);
            weight += weigh.applyAsLong(value) - (previous == null ? 0 : weigh.applyAsLong(previous));
            Iterator<V> eldest = held.values().iterator();
            while (weight > limit && eldest.hasNext()) {
                weight -= weigh.applyAsLong(eldest.next());
                eldest.remove();
            }
        }

        synchronized void each(BiConsumer<K, V> reader) {
            held.forEach(reader);
        }

        synchronized void removeIf(Predicate<K> gone) {
            Iterator<Map.Entry<K, V>> entries = held.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<K, V> entry = entries.next();
                if (gone.test(entry.getKey())) {
                    weight -= weigh.applyAsLong(entry.getValue());
                    entries.remove();
                }
            }
        }
    }
}
