package dev.refactory.accelerator.pool;

import dev.refactory.kit.problem.RefactoryException;

/// What became of one request of a batch.
sealed interface Outcome {
    /// Tokens that came out, for the device model.
    int completionTokens();

    record Answered(byte[] output, int completionTokens) implements Outcome {}

    record Failed(RefactoryException reason) implements Outcome {
        @Override
        public int completionTokens() {
            return 0;
        }
    }
}
