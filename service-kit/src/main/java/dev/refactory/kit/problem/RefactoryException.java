package dev.refactory.kit.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one exception that carries a typed error. `subject` names what the error is about (a
/// parameter, a ref, a port); the message is a sentence that also says the way out.
public final class RefactoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String subject;
    private final transient List<FieldError> fieldErrors;

    public RefactoryException(ErrorCode code, String subject, String sentence) {
        this(code, subject, sentence, List.of(), null);
    }

    public RefactoryException(ErrorCode code, String subject, String sentence, @Nullable Throwable cause) {
        this(code, subject, sentence, List.of(), cause);
    }

    public RefactoryException(
            ErrorCode code, String subject, String sentence, List<FieldError> fieldErrors, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.subject = subject;
        this.fieldErrors = List.copyOf(fieldErrors);
    }

    public ErrorCode code() {
        return code;
    }

    public String subject() {
        return subject;
    }

    /// The sentence a person reads; never null.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// One entry per field at fault, all of them at once; empty when the error is not about fields.
    public List<FieldError> fieldErrors() {
        return fieldErrors == null ? List.of() : fieldErrors;
    }

    /// One field at fault. `field` is a dotted path into the request, for example `recipe.parameters.newName`.
    public record FieldError(String field, String message) {}
}
