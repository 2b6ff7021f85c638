package dev.refactory.worker.request;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.Locale;

/// How much of a result is proven before it is published.
public enum VerificationLevel {
    /// Applies, reverses, is idempotent, and every changed file has no new syntax error: by the
    /// compiler's parser, or because names alone changed. Nothing is attributed, so nothing is said
    /// about bindings or compiler errors.
    PARSE,
    /// All of that, and the compiler attributes the affected files again: no binding changes that was not
    /// planned, no compiler error is new.
    COMPILE;

    /// @throws RefactoryException `invalid_request` for any other name
    public static VerificationLevel named(String name) {
        return switch (name) {
            case "parse" -> PARSE;
            case "compile" -> COMPILE;
            default ->
                throw new RefactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "verify",
                        "There is no verification level \"" + name + "\": give parse or compile.");
        };
    }

    /// As requests and results write it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
