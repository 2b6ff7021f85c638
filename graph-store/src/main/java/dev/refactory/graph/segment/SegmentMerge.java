package dev.refactory.graph.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Makes one segment of several and leaves out what leads to files that nobody wants any more.
/// Holds one block of each.
public final class SegmentMerge {
    private SegmentMerge() {}

    /// @param segments the blocks of each in order; no file is in two of them
    /// @param wanted whether a file still counts
    /// @param blocks is handed each block in order
    public static <X extends Exception> SegmentDirectory merge(
            List<BlockSource<X>> segments, IntPredicate wanted, BlockSink<X> blocks) throws X {
        PriorityQueue<Source<X>> sources = new PriorityQueue<>();
        for (BlockSource<X> segment : segments) {
            Source<X> source = new Source<>(segment);
            if (source.advance()) {
                sources.add(source);
            }
        }
        BlockWriter<X> out = new BlockWriter<>(blocks);
        List<byte[]> alike = new ArrayList<>();
        while (!sources.isEmpty()) {
            byte[] key = sources.element().entry().key();
            alike.clear();
            while (!sources.isEmpty() && Arrays.equals(sources.element().entry().key(), key)) {
                Source<X> source = sources.remove();
                alike.add(source.entry().postings());
                if (source.advance()) {
                    sources.add(source);
                }
            }
            byte[] postings = Postings.joined(alike, wanted);
            if (postings.length > 0) {
                out.add(key, postings, postings.length);
            }
        }
        return out.finish();
    }

    /// Which of the segments to merge, so that few are left and none is written again too often:
    /// the smallest, and then whatever is not larger than those together.
    /// @param sizes of all segments
    /// @param most how many may stay
    /// @return places in `sizes`; none, or at least two
    public static List<Integer> choose(List<Long> sizes, int most) {
        if (sizes.size() <= most) {
            return List.of();
        }
        List<Integer> bySize = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            bySize.add(i);
        }
        bySize.sort((one, other) -> Long.compare(sizes.get(one), sizes.get(other)));
        List<Integer> chosen = new ArrayList<>();
        long together = 0;
        for (int place : bySize) {
            boolean enough = sizes.size() - chosen.size() < most / 2 + 1 && chosen.size() >= 2;
            if (enough && sizes.get(place) > together) {
                break;
            }
            chosen.add(place);
            together += sizes.get(place);
        }
        return chosen;
    }

    private static final class Source<X extends Exception> implements Comparable<Source<X>> {
        private final BlockSource<X> blocks;
        private SegmentBlock.@Nullable Walk walk;
        private @Nullable Entry entry;

        Source(BlockSource<X> blocks) {
            this.blocks = blocks;
        }

        Entry entry() {
            return java.util.Objects.requireNonNull(entry);
        }

        boolean advance() throws X {
            entry = walk == null ? null : walk.nextEntry();
            while (entry == null) {
                SegmentBlock next = blocks.next();
                if (next == null) {
                    return false;
                }
                walk = next.walk();
                entry = walk.nextEntry();
            }
            return true;
        }

        @Override
        public int compareTo(Source<X> other) {
            return Arrays.compareUnsigned(entry().key(), other.entry().key());
        }
    }
}
