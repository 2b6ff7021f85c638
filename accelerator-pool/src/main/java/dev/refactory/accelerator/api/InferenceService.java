package dev.refactory.accelerator.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something that answers inference requests: a pool in this process, or one behind HTTP. Thread-safe.
public interface InferenceService {
    /// Completes with the answer, or exceptionally with a `RefactoryException`: `accelerator_unavailable` (try
    /// later) when no member that serves the model is there, the queue is full, or members kept failing;
    /// `not_available` for a model nobody has ever served here, naming those that are; `limit_exceeded` when
    /// the prompt fits no device; `idempotency_conflict` when the id is in flight for other work;
    /// `deadline_exceeded` when the model did not answer in time; or what the model refused with. Cancelling
    /// withdraws the request.
    CompletableFuture<InferenceResponse> infer(InferenceRequest request);

    /// The members, by name.
    List<AcceleratorStatus> accelerators();

    /// @param profile the device model's parameters by name
    /// @param simulated always true for the wafers shipped here
    /// @param running requests on the device
    /// @param batches how often the requests on the device became others, because some joined
    /// @param meanBatchSize requests on the device, on average over those batches; 0 when there was none
    /// @param maxBatchSize the most requests on the device at once
    /// @param batchesByDistinctGroups how many batches held requests of 1, 2, 3, … distinct groups (index 0 is
    ///     1)
    /// @param simulatedDeviceMs for which the simulated device was busy
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
            long simulatedDeviceMs,
            Load load) {
        /// The same in another state.
        public AcceleratorStatus in(String other) {
            return new AcceleratorStatus(
                    name,
                    profile,
                    simulated,
                    other,
                    models,
                    running,
                    waiting,
                    requests,
                    batches,
                    meanBatchSize,
                    maxBatchSize,
                    batchesByDistinctGroups,
                    simulatedDeviceMs,
                    load);
        }
    }
}
