package dev.refactory.accelerator.device;

/// What parameters of a device must be. Apart from the records they are of, which would otherwise need each other to
/// be loaded.
final class Checks {
    private Checks() {}

    static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    static void permille(String name, int value) {
        if (value < 0 || value > 1000) {
            throw new IllegalArgumentException(name + " must be between 0 and 1000: " + value);
        }
    }
}
