package dev.refactory.kit.config;

/// Whether simulated time is waited for.
public enum Pace {
    /// Charged, not waited for.
    FAST,
    /// Waited for as charged.
    REAL
}
