package dev.refactory.accelerator.sim;

/// Told of the tokens of answers as a device hands them out, in the order of time.
public interface Answers {
    /// A call is taken from those that wait.
    default void admitted(int call, long picos) {}

    /// The first token of a call.
    void first(int call, long picos);

    /// The last one, after the first or with it.
    void last(int call, long picos);
}
