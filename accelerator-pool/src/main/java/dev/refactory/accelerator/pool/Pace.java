package dev.refactory.accelerator.pool;

/// Whether answers wait for the time the simulated device would have taken.
public enum Pace {
    /// Answers come as soon as the model has computed them here; simulated time is only reported.
    FAST,
    /// Each answer is held back until its simulated time has passed.
    REAL
}
