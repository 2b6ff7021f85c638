package dev.refactory.worker.stage;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.PrefixBlocks;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.graph.model.SourceText;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.worker.model.TokenCounter;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.TransformWork;
import dev.refactory.worker.request.TransformWork.EditedFile;
import dev.refactory.worker.stage.Snapshots.CommitBlobs;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// TRANSFORM: one task is one inference request; the model's answer is the result.
public final class TransformHandler implements TaskHandler {
    private static final long CANCEL_CHECK_MS = 50;

    private final Snapshots snapshots;
    private final InferenceService accelerators;
    private final TokenCounter tokens;

    public TransformHandler(Snapshots snapshots, InferenceService accelerators, TokenCounter tokens) {
        this.snapshots = snapshots;
        this.accelerators = accelerators;
        this.tokens = tokens;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) throws Exception {
        JobRequest request = JobRequest.read(claim.request());
        TransformWork work = Json.read(claim.payload(), TransformWork.class);
        InferenceRequest inference = inference(claim, request, work);
        InferenceResponse response = await(accelerators.infer(inference), context);
        // Read it before it is kept: an answer nobody can read is a failed attempt, not a failed job later.
        ModelResponse.read(response.output());
        return new TaskOutcome.Completed(
                new String(response.output(), StandardCharsets.UTF_8),
                List.of(),
                null,
                null,
                List.of(),
                new Usage(
                        inference.promptTokens(),
                        response.completionTokens(),
                        TimeUnit.NANOSECONDS.toMicros(response.simulatedDeviceNanos())));
    }

    private InferenceRequest inference(Claim claim, JobRequest request, TransformWork work) {
        Map<String, SourceText> sources = new HashMap<>();
        try (CommitBlobs blobs = snapshots.blobs(claim.tenant(), request.repository(), work.commit())) {
            for (FileWork file : work.task().files()) {
                sources.put(file.path(), source(blobs, work, file));
            }
        }
        byte[] input = ModelRequest.of(work.task(), sources::get).write();
        int promptTokens = promptTokens(work.task(), sources);
        return new InferenceRequest(
                claim.jobId() + "/" + claim.attempt().taskId() + "/"
                        + claim.attempt().attempt(),
                claim.tenant(),
                claim.jobId(),
                work.model(),
                serviceTier(claim.tier()),
                input,
                promptTokens,
                PrefixBlocks.of(input, promptTokens));
    }

    /// A file as the task's step finds it: as it is in the commit, or as the steps before leave it.
    private static SourceText source(CommitBlobs blobs, TransformWork work, FileWork file) {
        EditedFile edited = work.edited().get(file.path());
        if (edited == null) {
            return SourceText.decode(blobs.read(file.blobId()));
        }
        byte[] bytes = blobs.read(edited.blobId());
        for (List<TextEdit> edits : edited.edits()) {
            bytes = new FileEdits(file.path(), edits).apply(SourceText.decode(bytes));
        }
        if (!Hashes.blobId(bytes).equals(file.blobId())) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    file.path(),
                    "The edits of the steps before do not make of " + file.path() + " what this step was planned on.");
        }
        return SourceText.decode(bytes);
    }

    /// Tokens of the sources, remembered by content, and of the instruction around them. The facts are counted
    /// as the structured text they are sent as.
    private int promptTokens(TransformTask task, Map<String, SourceText> sources) {
        int count = tokens.count(Json.write(task));
        for (FileWork file : task.files()) {
            SourceText source = Objects.requireNonNull(sources.get(file.path()));
            count += tokens.countBlob(file.blobId(), source::text);
        }
        return count;
    }

    private static InferenceResponse await(CompletableFuture<InferenceResponse> answer, TaskContext context)
            throws Exception {
        while (true) {
            try {
                return answer.get(CANCEL_CHECK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (context.cancelled()) {
                    answer.cancel(true);
                    throw new RefactoryException(
                            ErrorCode.INTERNAL, "attempt", "The attempt was stopped while it waited for an answer.");
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private static ServiceTier serviceTier(Tier tier) {
        return switch (tier) {
            case INTERACTIVE -> ServiceTier.INTERACTIVE;
            case STANDARD -> ServiceTier.STANDARD;
            case BULK -> ServiceTier.BULK;
        };
    }
}
