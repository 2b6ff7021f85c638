package dev.refactory.accelerator.api;

/// A model that runs in this process. Thread-safe and deterministic: equal input, equal output.
public interface Model {
    /// The name it is asked for by.
    String name();

    /// @throws dev.refactory.kit.problem.RefactoryException when the input is not one it can answer
    byte[] infer(byte[] input);

    /// Tokens of a text it produced, in its encoding.
    int countTokens(byte[] output);
}
