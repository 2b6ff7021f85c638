package dev.refactory.kit.time;

/// A monotonic clock for durations; unrelated to calendar time.
@FunctionalInterface
public interface Ticker {
    /// Nanoseconds since an arbitrary origin, never decreasing within one process.
    long nanos();
}
