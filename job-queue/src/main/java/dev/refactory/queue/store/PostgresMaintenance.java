package dev.refactory.queue.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Decision.Reply;
import dev.refactory.queue.job.JobCommand;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Maintenance in Postgres: finds what is due without locks, then settles each case in a
/// transaction of its own that looks again.
public final class PostgresMaintenance implements JobMaintenance {
    private static final String LOCK_PATIENCE = "set local lock_timeout = '500ms'";
    private static final String LOCKED = "55P03";

    private final JobTransactions transactions;

    public PostgresMaintenance(Database database, QueueSettings settings, RandomGenerator random) {
        this.transactions = new JobTransactions(database, settings, random);
    }

    private record JobKey(TenantId tenant, String jobId) {}

    private record Lease(JobKey job, AttemptRef attempt) {}

    private static JobKey jobKey(ResultSet row) throws SQLException {
        return new JobKey(new TenantId(row.getString("tenant_id")), row.getString("job_id"));
    }

    @Override
    public int rescueExpired(int max) {
        List<Lease> expired = transactions.acrossTenants(connection -> Sql.list(
                connection,
                TaskSql.EXPIRED_LEASES,
                row -> new Lease(
                        jobKey(row),
                        new AttemptRef(row.getLong("task_id"), row.getInt("attempt"), row.getLong("fence"))),
                max));
        int rescued = 0;
        for (Lease lease : expired) {
            rescued += rescueUnlessLocked(lease) ? 1 : 0;
        }
        return rescued;
    }

    /// A process that stands still within a transaction keeps its job's lock: the others' leases do not wait for it.
    private boolean rescueUnlessLocked(Lease lease) {
        try {
            return rescue(lease);
        } catch (DatabaseException e) {
            if (LOCKED.equals(e.sqlState())) {
                return false;
            }
            throw e;
        }
    }

    private boolean rescue(Lease lease) {
        TenantId tenant = lease.job().tenant();
        return transactions.inTenant(tenant, connection -> {
            Sql.update(connection, LOCK_PATIENCE);
            // The stage first, then the attempt: the order in which everybody locks.
            Optional<JobLoader.Locked> locked =
                    JobLoader.lock(connection, tenant, lease.job().jobId(), JobLoader.NO_TASK);
            boolean expired = locked.isPresent()
                    && Sql.first(
                                    connection,
                                    TaskSql.LEASE_STILL_EXPIRED,
                                    row -> row.getInt(1),
                                    tenant.value(),
                                    lease.attempt().taskId(),
                                    lease.attempt().fence())
                            .isPresent();
            return expired
                    && transactions.command(
                                    connection,
                                    tenant,
                                    lease.job().jobId(),
                                    lease.attempt(),
                                    new JobCommand.ExpireLease(lease.attempt()))
                            == Reply.ACCEPTED;
        });
    }

    @Override
    public int readyDue(int max) {
        return transactions.acrossTenants(connection -> Sql.update(connection, TaskSql.READY_DUE_TASKS, max));
    }

    @Override
    public int failOverdue(int max) {
        return forEach(JobSql.OVERDUE_JOBS, max, new JobCommand.EnforceDeadline());
    }

    @Override
    public int finishCancels(int max) {
        return forEach(JobSql.CANCELS_TO_FINISH, max, new JobCommand.FinishCancel());
    }

    private int forEach(String jobs, int max, JobCommand command) {
        int done = 0;
        for (JobKey job : transactions.acrossTenants(
                connection -> Sql.list(connection, jobs, PostgresMaintenance::jobKey, max))) {
            Optional<Reply> reply = transactions.inTenant(
                    job.tenant(), connection -> transactions.command(connection, job.tenant(), job.jobId(), command));
            done += reply.isPresent() && reply.get() == Reply.ACCEPTED ? 1 : 0;
        }
        return done;
    }

    @Override
    public int age(Duration wait, int max) {
        return transactions.acrossTenants(connection -> Sql.update(connection, TaskSql.AGE, wait.toNanos() / 1e9, max));
    }

    @Override
    public int admit(int max) {
        int admitted = 0;
        for (TenantId tenant : transactions.acrossTenants(connection -> Sql.list(
                connection, PermitSql.TENANTS_WAITING, row -> new TenantId(row.getString("tenant_id")), max))) {
            admitted += transactions.inTenant(tenant, connection -> PostgresPermits.admit(connection, tenant));
        }
        return admitted;
    }

    @Override
    public int deleteEnded(Duration retention, int max) {
        return transactions.acrossTenants(connection ->
                Sql.update(connection, QuerySql.DELETE_OLD_JOBS, (double) retention.toSeconds(), max, null, null));
    }

    @Override
    public List<String> openOf(TenantId tenant, String repositoryId, int max) {
        return transactions.inTenant(
                tenant,
                connection -> Sql.list(
                        connection,
                        JobSql.OPEN_JOBS_OF_REPOSITORY,
                        row -> row.getString("job_id"),
                        tenant.value(),
                        repositoryId,
                        max));
    }

    @Override
    public int deleteOf(TenantId tenant, String repositoryId, int max) {
        return transactions.inTenant(tenant, connection -> {
            String[] names = Sql.list(
                            connection,
                            QuerySql.NAMES_OF_REPOSITORY,
                            row -> row.getString(1),
                            tenant.value(),
                            repositoryId,
                            tenant.value(),
                            repositoryId)
                    .toArray(String[]::new);
            Sql.list(
                    connection,
                    QuerySql.FORGET_NAMES,
                    row -> row.getInt(1),
                    tenant.value(),
                    repositoryId,
                    names,
                    JobQueries.DELETED_REPOSITORY,
                    "");
            return Sql.update(
                    connection,
                    QuerySql.DELETE_JOBS_OF_REPOSITORY,
                    tenant.value(),
                    repositoryId,
                    names,
                    max,
                    JobQueries.DELETED_REPOSITORY,
                    "");
        });
    }
}
