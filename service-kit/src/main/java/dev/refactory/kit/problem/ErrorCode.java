package dev.refactory.kit.problem;

import java.util.Locale;

/// Every error a user can meet, by its stable name. The name in lower case is the `code` of a problem document.
public enum ErrorCode {
    MALFORMED_JSON(400, Fault.CALLER, false),
    INVALID_REQUEST(422, Fault.CALLER, false),
    UNKNOWN_RECIPE(422, Fault.CALLER, false),
    /// No recipe could be read from the words with certainty.
    UNCLEAR_INSTRUCTION(422, Fault.CALLER, false),
    INVALID_PARAMETER(422, Fault.CALLER, false),
    NOT_AVAILABLE(422, Fault.CALLER, false),
    PAYLOAD_TOO_LARGE(413, Fault.CALLER, false),
    NOT_FOUND(404, Fault.CALLER, false),
    METHOD_NOT_ALLOWED(405, Fault.CALLER, false),
    NOT_ACCEPTABLE(406, Fault.CALLER, false),
    UNSUPPORTED_MEDIA_TYPE(415, Fault.CALLER, false),
    /// A browser asked on behalf of another site.
    CROSS_SITE_REQUEST(403, Fault.CALLER, false),
    /// The request names another host than this server.
    MISDIRECTED_REQUEST(421, Fault.CALLER, false),
    NOT_READY(409, Fault.CALLER, true),
    IDEMPOTENCY_CONFLICT(422, Fault.CALLER, false),
    INVALID_STATE(409, Fault.CALLER, false),
    LIMIT_EXCEEDED(422, Fault.CALLER, false),
    TOO_MANY_REQUESTS(429, Fault.CALLER, true),
    /// There is no such repository, or the address is not one that may be fetched from.
    REPOSITORY_NOT_FOUND(422, Fault.CALLER, false),
    /// The repository cannot be reached or read now.
    REPOSITORY_UNAVAILABLE(422, Fault.CALLER, true),
    /// The repository's host wants credentials, or other ones.
    AUTHENTICATION_REQUIRED(422, Fault.CALLER, false),
    /// The repository's host could not prove who it is.
    CERTIFICATE_REFUSED(422, Fault.OPERATOR, false),
    /// Jobs work on the repository.
    REPOSITORY_IN_USE(409, Fault.CALLER, true),
    /// The copies of repositories that are in use fill the space there is for them.
    REPOSITORY_SPACE_FULL(503, Fault.SERVICE, true),
    REPOSITORY_EMPTY(422, Fault.CALLER, false),
    UNKNOWN_REF(422, Fault.CALLER, false),
    PATH_NOT_ALLOWED(403, Fault.CALLER, false),
    SYMBOL_NOT_FOUND(422, Fault.CALLER, false),
    AMBIGUOUS_SYMBOL(422, Fault.CALLER, false),
    BUDGET_EXCEEDED(422, Fault.CALLER, false),
    DEADLINE_EXCEEDED(504, Fault.SERVICE, false),
    /// A task failed on every attempt it was allowed.
    ATTEMPTS_EXHAUSTED(500, Fault.SERVICE, false),
    /// The child process that reads repository text died or was stopped at its limits.
    ANALYSIS_CRASHED(500, Fault.SERVICE, true),
    ACCELERATOR_UNAVAILABLE(503, Fault.SERVICE, true),
    DATABASE_UNAVAILABLE(503, Fault.SERVICE, true),
    /// Secrets cannot be kept or read: this process has no key, or not the one they are under.
    SECRETS_UNAVAILABLE(500, Fault.OPERATOR, false),
    CONFIGURATION_INVALID(500, Fault.OPERATOR, false),
    PORT_IN_USE(500, Fault.OPERATOR, false),
    DATA_DIRECTORY_INCOMPATIBLE(500, Fault.OPERATOR, false),
    DATA_DIRECTORY_IN_USE(500, Fault.OPERATOR, false),
    INTERNAL(500, Fault.SERVICE, true);

    private final int httpStatus;
    private final Fault fault;
    private final boolean retryable;

    ErrorCode(int httpStatus, Fault fault, boolean retryable) {
        this.httpStatus = httpStatus;
        this.fault = fault;
        this.retryable = retryable;
    }

    /// The HTTP status this error answers with, 400 to 599.
    public int httpStatus() {
        return httpStatus;
    }

    public Fault fault() {
        return fault;
    }

    /// Whether the same request may succeed later without being changed.
    public boolean retryable() {
        return retryable;
    }

    /// Whether a part of the service is away that comes back: whoever needed it has tried nothing yet.
    public boolean outage() {
        return this == ACCELERATOR_UNAVAILABLE || this == DATABASE_UNAVAILABLE;
    }

    /// The `code` member of a problem document, for example `unknown_recipe`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Who can do something about the error.
    public enum Fault {
        CALLER,
        SERVICE,
        OPERATOR
    }
}
