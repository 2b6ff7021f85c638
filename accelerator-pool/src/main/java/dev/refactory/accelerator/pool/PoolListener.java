package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;

/// Told of every request that a pool has accepted: that it came, and once how it ended. Called on the pool's
/// threads, so it must be short. Implementations are thread-safe.
public interface PoolListener {
    /// Listens to nothing.
    PoolListener NONE = new PoolListener() {
        @Override
        public void asked(InferenceRequest request) {}

        @Override
        public void answered(InferenceRequest request, int completionTokens, long arrivedNanos, long answeredNanos) {}

        @Override
        public void dropped(InferenceRequest request, long nowNanos) {}
    };

    void asked(InferenceRequest request);

    /// @param completionTokens that the device was charged, at least 1
    /// @param arrivedNanos when it came, on the pool's ticker; @param answeredNanos when it was answered, on the
    ///     same
    void answered(InferenceRequest request, int completionTokens, long arrivedNanos, long answeredNanos);

    /// It failed, or was withdrawn.
    void dropped(InferenceRequest request, long nowNanos);
}
