package dev.refactory.accelerator.node;

import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A typed error on the wire (RFC 9457), and back.
record Problem(
        int status,
        @Nullable String code,
        @Nullable String subject,
        @Nullable String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(RefactoryException e) {
        return new Problem(e.code().httpStatus(), e.code().code(), e.subject(), e.sentence());
    }

    String json() {
        return Json.write(this);
    }

    /// @return empty when the body is not a problem of ours: then something else answered
    static Optional<RefactoryException> read(byte[] body) {
        try {
            Problem problem = Json.mapper().readValue(body, Problem.class);
            if (problem == null || problem.code() == null) {
                return Optional.empty();
            }
            ErrorCode code = ErrorCode.valueOf(problem.code().toUpperCase(Locale.ROOT));
            return Optional.of(new RefactoryException(
                    code,
                    or(problem.subject(), "accelerator"),
                    or(problem.detail(), "The accelerator gave no detail.")));
        } catch (IOException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
