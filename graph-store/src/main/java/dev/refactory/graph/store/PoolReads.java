package dev.refactory.graph.store;

import dev.refactory.graph.segment.Entry;
import dev.refactory.graph.segment.SegmentBlock;
import dev.refactory.graph.segment.SegmentDirectory;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what the segments of a snapshot's pool say, within one transaction.
final class PoolReads {
    /// Blocks of one statement: a few megabytes. Who asks for more reads through, past what is
    /// remembered.
    private static final int AT_ONCE = 256;

    /// How often segments may be merged under one question.
    private static final int TRIES = 5;

    private final Connection connection;
    private final SnapshotCache cache;
    private final SnapshotCache.Snapshot snapshot;
    private @Nullable SnapshotOutset outset;

    PoolReads(Connection connection, SnapshotCache cache, SnapshotCache.Snapshot snapshot) throws SQLException {
        this.connection = connection;
        this.cache = cache;
        this.snapshot = snapshot;
        this.outset = cache.outset(snapshot);
        if (outset == null) {
            load();
        }
    }

    private record Wanted(int segmentNo, int blockNo, List<byte[]> prefixes) {}

    private record Place(int segmentNo, int blockNo) {}

    private void load() throws SQLException {
        outset = null;
        try (GraphQuery query = query(GraphSql.FRAME, snapshot.snapshotId())) {
            ResultSet row = query.snapshot().run();
            if (row.next()) {
                long poolId = row.getLong(1);
                outset = new SnapshotOutset(poolId, Members.of(row.getString(2)), segments(poolId));
                cache.keep(snapshot, outset);
            }
        }
    }

    private List<SnapshotOutset.Segment> segments(long poolId) throws SQLException {
        Map<Integer, SegmentDirectory> known = cache.directories(snapshot.tenant(), poolId);
        List<SnapshotOutset.Segment> segments = new ArrayList<>();
        try (GraphQuery query = query(GraphSql.SEGMENTS, poolId)) {
            ResultSet row = query.numbers(known.keySet()).snapshot().run();
            while (row.next()) {
                int number = row.getInt(1);
                SegmentDirectory directory = known.get(number);
                if (directory == null) {
                    directory = SegmentDirectory.of(row.getBytes(2));
                    cache.keep(snapshot.tenant(), poolId, number, directory);
                }
                segments.add(new SnapshotOutset.Segment(number, directory));
            }
        }
        return segments;
    }

    /// Whether a file of the pool is in the snapshot.
    boolean member(int fileNo) {
        return outset != null && outset.members().has(fileNo);
    }

    /// Every entry whose key begins with one of `prefixes`, as `read` reads it; what that leaves
    /// out is left out.
    <T> List<T> read(Collection<byte[]> prefixes, Function<Entry, @Nullable T> read) throws SQLException {
        List<byte[]> sorted = prefixes.stream().sorted(Arrays::compareUnsigned).toList();
        for (int tries = 0; tries < TRIES && outset != null; tries++) {
            List<T> found = new ArrayList<>();
            if (readAll(outset, sorted, read, found)) {
                return found;
            }
            load();
        }
        if (outset == null) {
            return List.of();
        }
        throw new RefactoryException(
                ErrorCode.INTERNAL,
                "snapshot " + snapshot.snapshotId(),
                "Blocks of the snapshot's segments are missing: ask again, and when they still are, index the commit"
                        + " again.");
    }

    /// @return false when segments were merged meanwhile
    private <T> boolean readAll(
            SnapshotOutset outset, List<byte[]> prefixes, Function<Entry, @Nullable T> read, List<T> found)
            throws SQLException {
        List<Wanted> wanted = wanted(outset, prefixes);
        boolean remember = wanted.size() <= AT_ONCE;
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<Wanted> portion = wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE));
            Map<Place, SegmentBlock> blocks = blocks(outset, portion, remember);
            for (Wanted each : portion) {
                SegmentBlock block = blocks.get(new Place(each.segmentNo(), each.blockNo()));
                if (block == null) {
                    return false;
                }
                block.select(each.prefixes(), (_, entry) -> {
                    T value = read.apply(entry);
                    if (value != null) {
                        found.add(value);
                    }
                });
            }
        }
        return true;
    }

    private static List<Wanted> wanted(SnapshotOutset outset, List<byte[]> prefixes) {
        List<Wanted> wanted = new ArrayList<>();
        for (SnapshotOutset.Segment segment : outset.segments()) {
            Map<Integer, List<byte[]>> byBlock = new TreeMap<>();
            for (byte[] prefix : prefixes) {
                int last = segment.directory().last(prefix);
                for (int block = segment.directory().first(prefix); block <= last; block++) {
                    byBlock.computeIfAbsent(block, _ -> new ArrayList<>()).add(prefix);
                }
            }
            byBlock.forEach((block, those) -> wanted.add(new Wanted(segment.number(), block, those)));
        }
        return wanted;
    }

    private Map<Place, SegmentBlock> blocks(SnapshotOutset outset, List<Wanted> wanted, boolean remember)
            throws SQLException {
        Map<Place, SegmentBlock> blocks = new HashMap<>();
        List<Wanted> missing = new ArrayList<>();
        for (Wanted each : wanted) {
            SegmentBlock known = cache.block(snapshot.tenant(), outset.poolId(), each.segmentNo(), each.blockNo());
            if (known == null) {
                missing.add(each);
            } else {
                blocks.put(new Place(each.segmentNo(), each.blockNo()), known);
            }
        }
        if (missing.isEmpty()) {
            return blocks;
        }
        try (GraphQuery query = query(GraphSql.BLOCKS, outset.poolId())) {
            ResultSet row = query.numbers(
                            missing.stream().map(Wanted::segmentNo).toList())
                    .numbers(missing.stream().map(Wanted::blockNo).toList())
                    .snapshot()
                    .run();
            while (row.next()) {
                SegmentBlock block = SegmentBlock.of(row.getBytes(3));
                blocks.put(new Place(row.getInt(1), row.getInt(2)), block);
                if (remember) {
                    cache.keep(snapshot.tenant(), outset.poolId(), row.getInt(1), row.getInt(2), block);
                }
            }
        }
        return blocks;
    }

    /// The paths of files of the pool; those that are gone are missing.
    Map<Integer, String> paths(Collection<Integer> fileNos) throws SQLException {
        if (outset == null) {
            return Map.of();
        }
        Map<Integer, String> known = outset.paths();
        Set<Integer> missing = new HashSet<>(fileNos);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            try (GraphQuery query = query(GraphSql.PATHS, outset.poolId())) {
                ResultSet row = query.numbers(missing).snapshot().run();
                while (row.next()) {
                    known.put(row.getInt(1), row.getString(2));
                }
            }
        }
        return known;
    }

    /// A question about the pool.
    GraphQuery ofPool(String statement) throws SQLException {
        return query(statement, outset == null ? 0 : outset.poolId());
    }

    /// A question about the snapshot.
    GraphQuery ofSnapshot(String statement) throws SQLException {
        return query(statement, snapshot.snapshotId());
    }

    private GraphQuery query(String statement, long id) throws SQLException {
        return new GraphQuery(connection.prepareStatement(statement), tenant(), id);
    }

    private TenantId tenant() {
        return snapshot.tenant();
    }
}
