package dev.refactory.kit.config;

/// What the simulated accelerators of a process are made of.
public enum Device {
    /// Groups of wafers.
    SPARK_SIM,
    /// Groups of GPUs: much room, slow tokens.
    GPU_SIM
}
