package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceResponse;

/// What travels in front of the output.
///
/// @param requestId the request answered, so that a mixed-up answer is noticed
record ResponseHeader(
        String requestId, int completionTokens, String accelerator, int batchSize, long simulatedDeviceNanos) {
    static ResponseHeader of(String requestId, InferenceResponse response) {
        return new ResponseHeader(
                requestId,
                response.completionTokens(),
                response.accelerator(),
                response.batchSize(),
                response.simulatedDeviceNanos());
    }

    InferenceResponse with(byte[] output, long wallNanos) {
        return new InferenceResponse(output, completionTokens, accelerator, batchSize, simulatedDeviceNanos, wallNanos);
    }
}
