package dev.refactory.index.git;

/// Keeps a copy from being removed until closed; closing again does nothing.
interface CopyUse extends AutoCloseable {
    @Override
    void close();
}
