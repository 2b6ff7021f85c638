package dev.refactory.worker.stage;

import dev.refactory.index.git.PatchWriter;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.store.JobStore;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.ModelResponse;
import dev.refactory.worker.request.PlanResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the TRANSFORM tasks of a job came to, put together in an order that does not depend on when they
/// finished.
///
/// @param findings of the plan and of the tasks, by place
record Change(PlanResult planned, Changeset changeset, List<Finding> findings) {
    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    static Change of(JobStore jobs, Claim claim) {
        PlanResult planned = Json.read(
                jobs.stageResults(claim.jobId(), claim.tenant(), Stage.PLAN).getFirst(), PlanResult.class);
        List<Changeset> parts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(planned.plan().findings());
        for (String result : jobs.stageResults(claim.jobId(), claim.tenant(), Stage.TRANSFORM)) {
            ModelResponse response = ModelResponse.read(result.getBytes(StandardCharsets.UTF_8));
            parts.add(response.changeset());
            findings.addAll(response.findings());
        }
        findings.sort(BY_PLACE);
        return new Change(planned, Changeset.merge(parts), List.copyOf(findings));
    }

    /// The changed files' new bytes, by path.
    SortedMap<String, byte[]> contents(OpenSnapshot snapshot) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (FileEdits file : changeset.files()) {
            contents.put(file.path(), file.apply(snapshot.text(file.path())));
        }
        return contents;
    }

    Patch patch(OpenSnapshot snapshot, PatchWriter patches) {
        return patches.write(snapshot.tree(), contents(snapshot), planned.plan().fileRenames());
    }

    static String sha256(byte[] bytes) {
        return hex("SHA-256", bytes);
    }

    /// The id Git gives a blob of these bytes.
    static String blobId(byte[] bytes) {
        byte[] header = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[header.length + bytes.length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(bytes, 0, whole, header.length, bytes.length);
        return hex("SHA-1", whole);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
