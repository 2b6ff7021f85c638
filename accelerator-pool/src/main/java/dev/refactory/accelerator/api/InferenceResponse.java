package dev.refactory.accelerator.api;

/// @param output the model's own structured answer: a function of model and input, never of time, batch or device
/// @param completionTokens tokens of `output`
/// @param accelerator which member ran it
/// @param batchSize the most requests that were on the device with it at once, itself included
/// @param simulatedDeviceNanos what the simulated device would have taken; never measured time
/// @param wallNanos what it took here, queueing included
public record InferenceResponse(
        byte[] output,
        int completionTokens,
        String accelerator,
        int batchSize,
        long simulatedDeviceNanos,
        long wallNanos) {}
