package dev.refactory.worker.house;

import dev.refactory.graph.store.PostgresGraphStore;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.migrations.Migrations;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.RetryPolicy;
import dev.refactory.queue.store.PostgresJobStore;
import dev.refactory.queue.store.PostgresMaintenance;
import dev.refactory.queue.store.PostgresOutbox;
import dev.refactory.queue.store.QueueSettings;
import dev.refactory.testkit.SharedPostgres;
import dev.refactory.testkit.SharedPostgres.TestDatabase;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// What the processes of a real house share: Postgres, and children that read Java, which answer every question anew.
public final class StoredHouse implements AutoCloseable {
    /// Outlasts every pause of a busy machine: leases that run out here are meant to.
    public static final Duration LEASE = Duration.ofMinutes(1);

    private static final int CONNECTIONS = 30;
    private static final int HEAP_MIB = 256;

    private static final String EXPIRE_ATTEMPT = """
            update attempt set lease_until = clock_timestamp() - interval '1 second'
            where state = 'running' and task_id = ? and fence = ?
            """;

    private static final String EXPIRE_WORKER = """
            update attempt set lease_until = clock_timestamp() - interval '1 second'
            where state = 'running' and worker = ?
            """;

    public final PostgresJobStore jobs;
    public final PostgresOutbox outbox;
    public final PostgresMaintenance maintenance;
    private final Database database;
    private final List<ChildJavaAttributor> attributors;

    public StoredHouse() {
        TestDatabase empty = SharedPostgres.newDatabase(
                "migrated", fresh -> Migrations.migrate(fresh.jdbcUrl(), fresh.user(), fresh.password()));
        database = Database.open(empty.jdbcUrl(), empty.user(), empty.password(), CONNECTIONS);
        RandomGenerator jitter = () -> ThreadLocalRandom.current().nextLong();
        QueueSettings settings =
                new QueueSettings(LEASE, new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(20)));
        jobs = new PostgresJobStore(database, settings, IdSource.secure(), jitter);
        outbox = new PostgresOutbox(database);
        maintenance = new PostgresMaintenance(database, settings, jitter);
        attributors = List.of(children(1), children(2));
    }

    private static ChildJavaAttributor children(int count) {
        return new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(count)
                        .withThreads(count)
                        .withHeapMib(HEAP_MIB),
                SystemTime.ticker());
    }

    /// The graphs as a process that has just started sees them: with nothing remembered.
    public PostgresGraphStore graphs() {
        return new PostgresGraphStore(database);
    }

    /// @param count of the children that share the work: 1 or 2
    public JavaAttributor attributor(int count) {
        return attributors.get(count - 1);
    }

    /// The lease of an attempt is over, and noticed to be.
    public void expire(AttemptRef attempt) {
        database.inTransactionOfAllTenants(connection -> {
            try (PreparedStatement update = connection.prepareStatement(EXPIRE_ATTEMPT)) {
                update.setLong(1, attempt.taskId());
                update.setLong(2, attempt.fence());
                return update.executeUpdate();
            }
        });
        maintenance.rescueExpired(1_000);
    }

    /// So are all leases of a process.
    public void expire(String worker) {
        database.inTransactionOfAllTenants(connection -> {
            try (PreparedStatement update = connection.prepareStatement(EXPIRE_WORKER)) {
                update.setString(1, worker);
                return update.executeUpdate();
            }
        });
        maintenance.rescueExpired(1_000);
    }

    @Override
    public void close() {
        attributors.forEach(ChildJavaAttributor::close);
        database.close();
    }
}
