package dev.refactory.refactor.recipe.model;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.TransformTask.Replacement;
import java.util.ArrayList;
import java.util.List;

/// Writes what a plan worked out from facts, where the text still is what the plan was made for.
public final class ReplaceText implements Operation {
    /// The operation, as requests name it.
    public static final String NAME = "replace-text";

    @Override
    public Result run(ModelRequest request, ModelRequest.File file) {
        List<TextEdit> edits = new ArrayList<>();
        for (Replacement replacement : file.replacements()) {
            Range range = replacement.range();
            boolean inside = range.end() <= file.text().length();
            if (!inside || !file.text().substring(range.start(), range.end()).equals(replacement.expected())) {
                throw new IllegalArgumentException("expected other text at " + range.start()
                        + ": the plan was made for another version of the file");
            }
            edits.add(new TextEdit(range, replacement.text()));
        }
        return new Result(edits, List.of());
    }
}
