package dev.refactory.accelerator.api;

/// What a request may wait for, first served first.
public enum ServiceTier {
    INTERACTIVE,
    STANDARD,
    BULK
}
