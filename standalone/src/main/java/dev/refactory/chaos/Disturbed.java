package dev.refactory.chaos;

import org.jspecify.annotations.Nullable;

/// What a row waited for did not come about.
final class Disturbed extends RuntimeException {
    Disturbed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
