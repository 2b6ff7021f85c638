package dev.refactory.refactor.recipe.model;

import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.TransformTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The deterministic model: a [ModelRequest] in, a [ModelResponse] out, a pure function of its
/// input. Thread-safe. It trusts no fact: a range that does not hold the text it should is an
/// error, never an edit.
public final class RecipeModel {
    /// The name accelerators advertise it by. Changes whenever an answer to the same request would
    /// change.
    public static final String NAME = "refactory-recipes-1";

    /// Answers a request.
    ///
    /// @param input a [ModelRequest] as JSON
    /// @return a [ModelResponse] as JSON
    /// @throws RefactoryException `invalid_request` when the input is not a request of this
    ///     version, names an unknown operation, or its facts do not fit its sources
    public byte[] infer(byte[] input) {
        ModelRequest request = read(input);
        Operation operation = Operation.of(request.operation());
        List<FileEdits> edits = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (ModelRequest.File file : request.files()) {
            try {
                Operation.Result result = operation.run(request, file);
                if (!result.edits().isEmpty()) {
                    edits.add(writable(file, new FileEdits(file.path(), result.edits())));
                }
                findings.addAll(result.findings());
            } catch (IllegalArgumentException e) {
                throw malformed(file.path(), file.path() + ": " + e.getMessage(), e);
            }
        }
        return new ModelResponse(TransformTask.VERSION, new Changeset(edits), findings).write();
    }

    private static ModelRequest read(byte[] input) {
        @org.jspecify.annotations.Nullable ModelRequest request;
        try {
            request = Json.mapper().readValue(input, ModelRequest.class);
        } catch (IOException | RuntimeException e) {
            throw malformed("request", "The model's request cannot be read: " + e.getMessage(), e);
        }
        if (request == null) {
            throw malformed("request", "The model's request cannot be read: it is null.", null);
        }
        if (request.version() != TransformTask.VERSION) {
            throw malformed(
                    "version",
                    "This model reads requests of version " + TransformTask.VERSION + ", not " + request.version()
                            + ": run workers and accelerators of one release.",
                    null);
        }
        if (request.files().size() > TransformTask.MAX_FILES) {
            throw malformed("files", "A request holds at most " + TransformTask.MAX_FILES + " files.", null);
        }
        return request;
    }

    private static FileEdits writable(ModelRequest.File file, FileEdits edits) {
        var encoder = java.nio.charset.Charset.forName(file.charset()).newEncoder();
        for (TextEdit edit : edits.edits()) {
            if (!encoder.canEncode(edit.replacement())) {
                throw malformed(
                        file.path(),
                        String.format(
                                Locale.ROOT,
                                "%s is written in %s, which has no way to write \"%s\": convert the file to UTF-8.",
                                file.path(),
                                file.charset(),
                                edit.replacement()),
                        null);
            }
        }
        return edits;
    }

    private static RefactoryException malformed(
            String subject, String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RefactoryException(ErrorCode.INVALID_REQUEST, subject, sentence, cause);
    }
}
