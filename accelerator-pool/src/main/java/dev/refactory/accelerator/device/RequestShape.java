package dev.refactory.accelerator.device;

/// The size of one request, all the device model needs to know of it.
///
/// @param promptTokens at least 0
/// @param completionTokens at least 0; 0 when the model gave no answer
public record RequestShape(int promptTokens, int completionTokens) {
    public RequestShape {
        if (promptTokens < 0 || completionTokens < 0) {
            throw new IllegalArgumentException("negative tokens: " + promptTokens + ", " + completionTokens);
        }
    }
}
