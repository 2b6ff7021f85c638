package dev.refactory.queue.delivery;

/// What a running attempt may ask and say. Thread-safe.
public interface TaskContext {
    /// Whether the attempt should stop: its job was cancelled, its lease was lost, or the process is stopping.
    boolean cancelled();

    /// Says how far the attempt is, 0 to 1; may be called often, is passed on seldom.
    void progress(double fraction);
}
