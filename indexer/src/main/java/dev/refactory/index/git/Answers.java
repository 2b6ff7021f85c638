package dev.refactory.index.git;

/// What a remote said to the exchanges of one fetch, besides its content.
final class Answers {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private volatile boolean refused;

    void status(int code) {
        if (code == UNAUTHORIZED || code == FORBIDDEN) {
            refused = true;
        } else {
            // What it asked for was given.
            refused = false;
        }
    }

    /// Whether the last answer was that it wants credentials, or other ones.
    boolean refused() {
        return refused;
    }
}
