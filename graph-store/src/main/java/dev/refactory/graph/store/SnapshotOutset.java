package dev.refactory.graph.store;

import dev.refactory.graph.segment.SegmentDirectory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of a snapshot before it is asked: which of the pool's files count, and which
/// segments of the pool there are. The segments may have been merged since; then their blocks are
/// gone, and this is read anew.
///
/// @param paths of files of the pool, as they become known
record SnapshotOutset(long poolId, Members members, List<Segment> segments, Map<Integer, String> paths) {
    SnapshotOutset(long poolId, Members members, List<Segment> segments) {
        this(poolId, members, List.copyOf(segments), new ConcurrentHashMap<>());
    }

    record Segment(int number, SegmentDirectory directory) {}
}
