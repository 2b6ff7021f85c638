package dev.refactory.kit.config;

/// Which of the JVM's compilers a child process has for its own code. What it answers does not depend on it.
public enum ChildJit {
    /// The first alone: quick from the start.
    C1,
    /// Both: larger, and slow until its code has run for a while, faster from then on.
    TIERED
}
