package dev.refactory.queue.job;

import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks for a job.
///
/// @param tenant whose job it is
/// @param submittedBy a user or key name, for lists
/// @param idempotencyKey null when the caller gave none; otherwise 1 to 255 characters, remembered for the
///     job's life
/// @param requestHash SHA-256 (hex) of the request as given, which tells a replay from another
///     request under the same key
/// @param request the request as canonical JSON, at most 16 MiB; opaque to the queue, handed to every task
/// @param repository how lists show the repository: a URL without credentials, or `inline`
/// @param recipe the recipe's name, for lists
/// @param maxMilliSau the job fails with `budget_exceeded` when its quote is above this; null for no cap
/// @param dryRun stop after PLAN: the job succeeds with its plan and quote, at no charge
/// @param deadline from acceptance to the final state, 1 s to 24 h
/// @param repositoryId of the repository the job is about, where that is known by now; null leaves it to INDEX
/// @param branch the ref the job is about, as given; empty for a commit, or for HEAD; null when it is about no
///     branch, as with files that came with the request
public record SubmitJob(
        TenantId tenant,
        String submittedBy,
        @Nullable String idempotencyKey,
        String requestHash,
        String request,
        String repository,
        String recipe,
        Tier tier,
        @Nullable Long maxMilliSau,
        boolean dryRun,
        Duration deadline,
        @Nullable String repositoryId,
        @Nullable String branch) {
    /// The longest request in bytes.
    public static final int MAX_REQUEST_BYTES = 16 << 20;

    public static final Duration MIN_DEADLINE = Duration.ofSeconds(1);
    public static final Duration MAX_DEADLINE = Duration.ofHours(24);

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /// A job on a repository that INDEX finds out about.
    public SubmitJob(
            TenantId tenant,
            String submittedBy,
            @Nullable String idempotencyKey,
            String requestHash,
            String request,
            String repository,
            String recipe,
            Tier tier,
            @Nullable Long maxMilliSau,
            boolean dryRun,
            Duration deadline) {
        this(
                tenant,
                submittedBy,
                idempotencyKey,
                requestHash,
                request,
                repository,
                recipe,
                tier,
                maxMilliSau,
                dryRun,
                deadline,
                null,
                null);
    }

    /// @throws IllegalArgumentException when a value is out of its bounds: callers are checked before
    public SubmitJob {
        if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > 255)) {
            throw new IllegalArgumentException("An idempotency key has 1 to 255 characters");
        }
        if (!SHA_256.matcher(requestHash).matches()) {
            throw new IllegalArgumentException("The request hash is 64 hexadecimal digits: " + requestHash);
        }
        if (request.length() > MAX_REQUEST_BYTES) {
            throw new IllegalArgumentException("The request is over " + MAX_REQUEST_BYTES + " bytes");
        }
        if (maxMilliSau != null && maxMilliSau < 0) {
            throw new IllegalArgumentException("The cap is negative: " + maxMilliSau);
        }
        if (repositoryId != null && (repositoryId.isEmpty() || repositoryId.length() > 255)) {
            throw new IllegalArgumentException("A repository's id has 1 to 255 characters: " + repositoryId);
        }
        if (branch != null && branch.length() > 1024) {
            throw new IllegalArgumentException("A branch has at most 1024 characters: " + branch);
        }
        if (deadline.compareTo(MIN_DEADLINE) < 0 || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException("A deadline is 1 s to 24 h, not " + deadline);
        }
    }

    /// What counts as one repository where jobs of a branch are counted.
    public String countedRepository() {
        return repositoryId == null ? repository : repositoryId;
    }
}
