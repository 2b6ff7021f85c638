package dev.refactory.accelerator.schedule;

/// What a policy may know of an inference request; how long its answer will be is not among it.
///
/// @param id place of arrival, unique
/// @param arrivalPicos when it arrived
/// @param promptTokens at least 1
/// @param maxCompletionTokens at most so many are answered, at least 1
public record Call(int id, long arrivalPicos, int promptTokens, int maxCompletionTokens) {
    /// Tokens of context it can come to occupy.
    public long maxContext() {
        return (long) promptTokens + maxCompletionTokens;
    }
}
