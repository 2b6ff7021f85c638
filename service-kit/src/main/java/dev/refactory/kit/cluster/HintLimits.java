package dev.refactory.kit.cluster;

/// How large a hint may be.
final class HintLimits {
    static final int KEY = 256;
    static final int VALUE = 64 << 10;
    static final int MESSAGE = 4096;

    private HintLimits() {}

    static boolean fits(String key, String value) {
        return key.length() <= KEY && value.length() <= VALUE;
    }
}
