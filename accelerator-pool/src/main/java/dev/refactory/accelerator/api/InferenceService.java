package dev.refactory.accelerator.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something that answers inference requests: a pool in this process, or one behind HTTP. Thread-safe.
public interface InferenceService {
    /// Completes with the answer, or exceptionally with a `RefactoryException`: `accelerator_unavailable` when no
    /// member
    /// serves the model or the queue is full.
    CompletableFuture<InferenceResponse> infer(InferenceRequest request);

    /// The members, by name.
    List<AcceleratorStatus> accelerators();

    /// @param profile the device model's parameters by name
    /// @param simulated always true for the wafers shipped here
    /// @param batchesByDistinctGroups how many batches held requests of 1, 2, 3, … distinct groups (index 0 is 1)
    record AcceleratorStatus(
            String name,
            String profile,
            boolean simulated,
            String state,
            List<String> models,
            int running,
            int waiting,
            long requests,
            long batches,
            double meanBatchSize,
            int maxBatchSize,
            List<Long> batchesByDistinctGroups,
            long simulatedDeviceMs) {}
}
