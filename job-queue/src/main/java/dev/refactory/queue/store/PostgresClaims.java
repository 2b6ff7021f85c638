package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobChange;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.job.Tier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Taking tasks and keeping them.
final class PostgresClaims {
    private static final int ROUNDS = 3;
    private static final int MOST_CANDIDATES = 512;

    private final JobTransactions transactions;
    private final Requests requests = new Requests();

    private final Turns turns = new Turns();

    PostgresClaims(JobTransactions transactions) {
        this.transactions = transactions;
    }

    Optional<Claim> claim(long taskId, String worker) {
        return transactions.acrossTenants(connection -> claim(connection, taskId, worker));
    }

    private Optional<Claim> claim(Connection connection, long taskId, String worker) throws SQLException {
        Optional<Candidate> candidate = Sql.first(
                connection,
                TaskSql.FIND_TASK,
                row -> new Candidate(
                        new TenantId(row.getString("tenant_id")), row.getString("job_id"), row.getBoolean("started")),
                taskId);
        if (candidate.isEmpty() || !candidate.get().started() && !startStage(connection, candidate.get(), taskId)) {
            return Optional.empty();
        }
        List<Claim> claims = take(connection, new Long[] {taskId}, worker);
        return claims.isEmpty() ? Optional.empty() : Optional.of(claims.getFirst());
    }

    private record Candidate(TenantId tenant, String jobId, boolean started) {}

    private record Found(long taskId, boolean started, int line) {}

    /// The first claim of a stage shows in the job's status, so it takes the stage's lock; later ones do not.
    /// @return whether the task can be taken now
    private static boolean startStage(Connection connection, Candidate candidate, long taskId) throws SQLException {
        Optional<JobLoader.Locked> locked = JobLoader.lock(connection, candidate.tenant(), candidate.jobId(), taskId);
        JobState.Open open = locked.isEmpty() ? null : locked.get().open();
        if (locked.isEmpty()
                || open == null
                || open.cancelRequested()
                || !(locked.get().task() instanceof TaskState.Ready)) {
            return false;
        }
        if (!open.started()) {
            new JobWriter(
                            connection,
                            candidate.tenant(),
                            candidate.jobId(),
                            open,
                            locked.get().now())
                    .write(List.of(new JobChange.StageStarted(open.stage())));
        }
        return true;
    }

    private List<Claim> take(Connection connection, Long[] taskIds, String worker) throws SQLException {
        return Sql.list(
                connection,
                TaskSql.CLAIM,
                row -> claim(connection, row),
                taskIds,
                worker,
                transactions.settings().leaseSeconds(),
                Requests.SHORT);
    }

    private Claim claim(Connection connection, ResultSet row) throws SQLException {
        return new Claim(
                new AttemptRef(row.getLong("task_id"), row.getInt("attempt"), row.getLong("fence")),
                row.getString("job_id"),
                new TenantId(row.getString("tenant_id")),
                Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT)),
                Stage.values()[row.getInt("stage")],
                row.getInt("task_index"),
                request(connection, row),
                row.getString("payload"),
                row.getBoolean("dry_run"),
                Sql.instant(row, "lease_until"),
                Sql.instant(row, "deadline_at"));
    }

    private String request(Connection connection, ResultSet row) throws SQLException {
        String request = row.getString("request");
        if (request != null) {
            return request;
        }
        String jobId = row.getString("job_id");
        String known = requests.find(jobId);
        if (known == null) {
            known = Sql.first(
                            connection,
                            JobSql.READ_REQUEST,
                            found -> found.getString("request"),
                            row.getString("tenant_id"),
                            jobId)
                    .orElseThrow(() -> new SQLException("Job " + jobId + " is missing"));
            requests.keep(jobId, known);
        }
        return known;
    }

    List<Claim> claimReady(Role role, String worker, int max) {
        List<Claim> claims = new ArrayList<>();
        for (int round = 0; round < ROUNDS && claims.size() < max; round++) {
            List<Found> found = transactions.acrossTenants(connection ->
                    candidates(connection, role, Math.min(MOST_CANDIDATES, (max - claims.size()) * 2)));
            if (found.isEmpty()) {
                break;
            }
            int before = claims.size();
            takeFound(found, worker, max, claims);
            Map<Long, Integer> lines =
                    found.stream().collect(Collectors.toMap(Found::taskId, Found::line, (one, same) -> one));
            for (Claim claim : claims.subList(before, claims.size())) {
                int line = lines.getOrDefault(claim.attempt().taskId(), line(role, claim.tier()));
                turns.took(line, claim.tenant().value());
            }
        }
        return claims;
    }

    private void takeFound(List<Found> found, String worker, int max, List<Claim> claims) {
        List<Long> batch = new ArrayList<>();
        for (Found candidate : found) {
            if (claims.size() + batch.size() >= max) {
                break;
            }
            if (candidate.started()) {
                batch.add(candidate.taskId());
            } else {
                claim(candidate.taskId(), worker).ifPresent(claims::add);
            }
        }
        if (!batch.isEmpty()) {
            claims.addAll(
                    transactions.acrossTenants(connection -> take(connection, batch.toArray(Long[]::new), worker)));
        }
    }

    private List<Found> candidates(Connection connection, Role role, int max) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            int line = line(role, tier);
            Map<String, Integer> tenants = new HashMap<>();
            Sql.list(
                    connection,
                    TaskSql.TENANTS_WITH_READY,
                    row -> tenants.put(row.getString("tenant_id"), row.getInt("weight")),
                    role.wireName(),
                    tier.ordinal(),
                    role.wireName(),
                    tier.ordinal());
            found.addAll(turns.fill(
                    line,
                    tenants,
                    max - found.size(),
                    (tenant, already, more) -> Sql.list(
                            connection,
                            TaskSql.READY_TASKS,
                            row -> new Found(row.getLong("task_id"), row.getBoolean("started"), line),
                            role.wireName(),
                            tier.ordinal(),
                            tenant,
                            already,
                            more)));
            if (found.size() >= max) {
                break;
            }
        }
        return found;
    }

    private static int line(Role role, Tier tier) {
        return role.ordinal() * Tier.values().length + tier.ordinal();
    }

    Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts) {
        if (attempts.isEmpty()) {
            return Map.of();
        }
        Long[] tasks = attempts.stream().map(AttemptRef::taskId).toArray(Long[]::new);
        Long[] numbers =
                attempts.stream().map(attempt -> (long) attempt.attempt()).toArray(Long[]::new);
        Long[] fences = attempts.stream().map(AttemptRef::fence).toArray(Long[]::new);
        return transactions.acrossTenants(connection -> {
            Map<AttemptRef, Boolean> held = new HashMap<>();
            Sql.list(
                    connection,
                    TaskSql.RENEW,
                    row -> held.put(
                            new AttemptRef(row.getLong("task_id"), row.getInt("attempt"), row.getLong("fence")),
                            row.getBoolean("stop")),
                    tasks,
                    numbers,
                    fences,
                    transactions.settings().leaseSeconds());
            return held;
        });
    }
}
