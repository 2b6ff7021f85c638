package dev.refactory.graph.segment;

import org.jspecify.annotations.Nullable;

/// The blocks of a segment, in order.
/// @param <X> what may go wrong
public interface BlockSource<X extends Exception> {
    /// The next one; null after the last.
    @Nullable
    SegmentBlock next() throws X;
}
