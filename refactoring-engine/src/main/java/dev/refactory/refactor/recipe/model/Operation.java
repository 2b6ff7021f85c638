package dev.refactory.refactor.recipe.model;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.Finding;
import java.util.List;

/// What the model can do with a file.
sealed interface Operation permits ReportOccurrences, ReportLiterals, RenameOccurrences, ReplaceText {
    /// Stateless.
    /// @throws IllegalArgumentException when the facts do not fit the text
    Result run(ModelRequest request, ModelRequest.File file);

    static Operation of(String name) {
        return switch (name) {
            case ReportOccurrences.NAME -> new ReportOccurrences();
            case ReportLiterals.NAME -> new ReportLiterals();
            case RenameOccurrences.NAME -> new RenameOccurrences();
            case ReplaceText.NAME -> new ReplaceText();
            default ->
                throw new RefactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "operation",
                        "The model knows no operation \"" + name + "\": it has " + ReportOccurrences.NAME + ", "
                                + ReportLiterals.NAME + ", " + RenameOccurrences.NAME + " and " + ReplaceText.NAME
                                + ".");
        };
    }

    /// An argument of the request.
    static String argument(ModelRequest request, String name) {
        String value = request.arguments().get(name);
        if (value == null) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "arguments." + name,
                    "The operation " + request.operation() + " needs the argument \"" + name + "\".");
        }
        return value;
    }

    record Result(List<TextEdit> edits, List<Finding> findings) {}
}
