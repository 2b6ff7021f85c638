package dev.refactory.graph.segment;

/// Is handed the blocks of a segment in order.
/// @param <X> what may go wrong
public interface BlockSink<X extends Exception> {
    void accept(byte[] block) throws X;
}
