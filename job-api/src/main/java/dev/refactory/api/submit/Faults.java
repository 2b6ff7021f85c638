package dev.refactory.api.submit;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with a request, so that the caller hears of all of it at once. One thread.
public final class Faults {
    private static final int SHOWN = 3;

    private final List<FieldError> fields = new ArrayList<>();
    private final List<ErrorCode> codes = new ArrayList<>();

    /// @param field a dotted path, for example `options.verify`
    /// @param message a sentence that says the way out
    public void add(ErrorCode code, String field, String message) {
        codes.add(code);
        fields.add(new FieldError(field, message));
    }

    public boolean any() {
        return !fields.isEmpty();
    }

    /// @throws RefactoryException with every fault; its code is the faults' common one, else `invalid_request`
    public void throwIfAny() {
        if (!any()) {
            return;
        }
        ErrorCode code = codes.stream().distinct().count() == 1 ? codes.getFirst() : ErrorCode.INVALID_REQUEST;
        throw new RefactoryException(code, fields.getFirst().field(), sentence(), fields, null);
    }

    private String sentence() {
        if (fields.size() == 1) {
            return fields.getFirst().message();
        }
        StringBuilder sentence = new StringBuilder(fields.size() + " fields are at fault: ");
        for (FieldError field : fields.subList(0, Math.min(SHOWN, fields.size()))) {
            sentence.append(field.field()).append(": ").append(field.message()).append(' ');
        }
        if (fields.size() > SHOWN) {
            sentence.append("(and ").append(fields.size() - SHOWN).append(" more)");
        }
        return sentence.toString().strip();
    }
}
