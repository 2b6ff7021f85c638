package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.JobTerms;
import dev.refactory.queue.job.SubmitJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How many jobs of a tenant, and of a branch, run at a time. Exact, because whoever takes or leaves a permit holds the
/// lock of the tenant's row to the end of the transaction; the last lock that is taken.
final class PostgresPermits {
    private PostgresPermits() {}

    private record Taken(int jobs, int ofBranch) {}

    private static String branch(SubmitJob command, JobTerms terms) {
        return command.branch() == null ? terms.jobId() : command.branch();
    }

    /// Has a job that was submitted in this transaction run, or wait for a permit. Under the lock of the tenant's row.
    static void take(Connection connection, SubmitJob command, JobTerms terms, PermitLimits limits)
            throws SQLException {
        if (limits.equals(PermitLimits.NONE)) {
            return;
        }
        String tenant = command.tenant().value();
        Taken taken = taken(connection, command.countedRepository(), branch(command, terms), tenant);
        boolean free = !limits.reached(taken.jobs(), taken.ofBranch());
        Sql.update(
                connection,
                PermitSql.INSERT,
                tenant,
                terms.jobId(),
                command.countedRepository(),
                branch(command, terms),
                free);
        if (!free) {
            Sql.update(connection, PermitSql.PARK, terms.deadlineAt().plus(PermitLimits.PARKED), tenant, terms.jobId());
        }
    }

    private static Taken taken(Connection connection, String repository, String branch, String tenant)
            throws SQLException {
        return Sql.first(
                        connection,
                        PermitSql.COUNT_TAKEN,
                        row -> new Taken(row.getInt("jobs"), row.getInt("of_branch")),
                        repository,
                        branch,
                        tenant)
                .orElse(new Taken(0, 0));
    }

    /// A job that is over leaves its permit to the next.
    static void leave(Connection connection, TenantId tenant, String jobId) throws SQLException {
        Optional<PermitLimits> limits = lock(connection, tenant);
        Sql.update(connection, PermitSql.LEAVE, tenant.value(), jobId);
        if (limits.isPresent()) {
            admit(connection, tenant, limits.get());
        }
    }

    /// Gives away what is free.
    /// @return how many jobs were let in
    static int admit(Connection connection, TenantId tenant) throws SQLException {
        Optional<PermitLimits> limits = lock(connection, tenant);
        return limits.isEmpty() ? 0 : admit(connection, tenant, limits.get());
    }

    private static int admit(Connection connection, TenantId tenant, PermitLimits limits) throws SQLException {
        int running = taken(connection, "", "", tenant.value()).jobs();
        int admitted = 0;
        List<String> ending = new ArrayList<>();
        while (limits.jobs() == null || running + admitted < limits.jobs()) {
            Optional<String> next = Sql.first(
                    connection,
                    PermitSql.NEXT,
                    row -> row.getString("job_id"),
                    tenant.value(),
                    ending.toArray(String[]::new),
                    limits.ofBranch(),
                    limits.ofBranch());
            if (next.isEmpty()) {
                break;
            }
            String jobId = next.get();
            if (Sql.update(connection, PermitSql.ADMIT, tenant.value(), jobId, tenant.value(), jobId) == 1) {
                admitted++;
            } else {
                ending.add(jobId);
            }
        }
        return admitted;
    }

    private static Optional<PermitLimits> lock(Connection connection, TenantId tenant) throws SQLException {
        return Sql.first(connection, PermitSql.LOCK_LIMITS, PostgresPermits::limits, tenant.value());
    }

    /// Of a tenant's row.
    static PermitLimits limits(ResultSet row) throws SQLException {
        return new PermitLimits(Sql.intOrNull(row, "max_running_jobs"), Sql.intOrNull(row, "max_running_per_branch"));
    }
}
