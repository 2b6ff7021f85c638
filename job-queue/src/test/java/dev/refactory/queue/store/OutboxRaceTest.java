package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Writers that commit late, in any order, while relays read: nothing may be passed over.
class OutboxRaceTest {
    private static final int WRITERS = 24;
    private static final int ROWS_EACH = 40;
    private static final int RELAYS = 3;

    private final PostgresFixture postgres = new PostgresFixture();
    private final Database writers =
            Database.open(postgres.database.jdbcUrl(), postgres.database.user(), postgres.database.password(), WRITERS);

    @AfterEach
    void close() {
        writers.close();
        postgres.close();
    }

    @Test
    void relaysLoseNothingHoweverLateWritersCommitAndHoweverOftenPublishingFails() throws Exception {
        RandomGenerator failures = Seeds.random(7);
        Set<Long> published = ConcurrentHashMap.newKeySet();
        List<Long> all = race(() -> relayOnce(failures, published), RELAYS);
        assertThat(published).hasSameElementsAs(all);
        assertThat(postgres.outbox().backlog()).isZero();
    }

    @Test
    void aCursorByIdLosesRowsInTheSameRace() throws Exception {
        Set<Long> published = ConcurrentHashMap.newKeySet();
        long[] last = {0};
        List<Long> all = race(() -> cursorOnce(last, published), 1);
        assertThat(published)
                .as("the race has no teeth: a cursor by id lost nothing")
                .hasSizeLessThan(all.size());
    }

    private int relayOnce(RandomGenerator failures, Set<Long> published) {
        try {
            return postgres.outbox().relay(16, tasks -> {
                boolean fails;
                synchronized (failures) {
                    fails = failures.nextInt(5) == 0;
                }
                if (fails) {
                    throw new IllegalStateException("the broker did not confirm");
                }
                tasks.forEach(task -> published.add(task.taskId()));
            });
        } catch (IllegalStateException e) {
            return 1;
        }
    }

    private int cursorOnce(long[] last, Set<Long> published) {
        return postgres.pool().inTransactionOfAllTenants(connection -> {
            List<Long> found = Sql.list(
                    connection,
                    "select outbox_id, task_id from outbox where outbox_id > ? order by outbox_id limit 16",
                    row -> {
                        last[0] = row.getLong(1);
                        return row.getLong(2);
                    },
                    last[0]);
            published.addAll(found);
            return found.size();
        });
    }

    /// Runs the writers against the readers; when the writers are done, the readers drain what is left.
    /// @return every committed row
    private List<Long> race(java.util.function.IntSupplier reader, int readers) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch begin = new CountDownLatch(1);
        Set<Long> committed = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> writes = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                writes.add(threads.submit(() -> write(writer, begin, committed)));
            }
            List<Future<?>> reads = new ArrayList<>();
            for (int r = 0; r < readers; r++) {
                reads.add(threads.submit(() -> {
                    boolean stillWriting;
                    int found;
                    do {
                        stillWriting = writing.get();
                        found = reader.getAsInt();
                    } while (stillWriting || found > 0);
                }));
            }
            begin.countDown();
            for (Future<?> write : writes) {
                write.get(60, TimeUnit.SECONDS);
            }
            writing.set(false);
            for (Future<?> read : reads) {
                read.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(committed).hasSize(WRITERS * ROWS_EACH);
        return new ArrayList<>(new HashSet<>(committed));
    }

    private boolean write(int writer, CountDownLatch begin, Set<Long> committed) throws InterruptedException {
        RandomGenerator random = Seeds.random(writer);
        assertThat(begin.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < ROWS_EACH; i++) {
            long taskId = (long) writer * ROWS_EACH + i + 1;
            double delay = random.nextInt(3) == 0 ? random.nextDouble() * 0.05 : 0;
            writers.inTransaction(Jobs.ACME, connection -> {
                Sql.update(
                        connection,
                        "insert into outbox (tenant_id, task_id, role, urgency) values ('default', ?, 'worker', ?)",
                        taskId,
                        random.nextInt(3));
                // The row has its number; its transaction stays open a while.
                return Sql.list(connection, "select pg_sleep(?)", row -> 1, delay);
            });
            committed.add(taskId);
        }
        return true;
    }
}
