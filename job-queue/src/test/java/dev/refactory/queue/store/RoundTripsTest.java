package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a job costs in statements and transactions: each is a round trip, and the sum is the queue's share of the
/// time of a small job.
class RoundTripsTest {
    private static final Logger LOG = LoggerFactory.getLogger(RoundTripsTest.class);

    private final PostgresFixture postgres = new PostgresFixture();
    private final FaultyDataSource connections = new FaultyDataSource(postgres.database);
    private final Database database = new Database(connections);
    private final PostgresJobStore store = new PostgresJobStore(
            database, QueueSettings.DEFAULT, new IdSource(Seeds.random(3)), ThreadLocalRandom.current()::nextLong);
    private final PostgresOutbox outbox = new PostgresOutbox(database);

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void aSmallJobTakesFewTransactionsAndFewerWhenItsTasksAreHandedOver() {
        int[] announced = cost(false);
        int[] handedOver = cost(true);
        LOG.info(
                "statements and transactions of a small job: by the doorbell {} and {}, handed over {} and {}",
                announced[0],
                announced[1],
                handedOver[0],
                handedOver[1]);
        assertThat(handedOver[1]).as("transactions").isLessThanOrEqualTo(10);
        assertThat(handedOver[0]).as("statements").isLessThanOrEqualTo(90);
        assertThat(handedOver[0]).isLessThan(announced[0] * 3 / 4);
    }

    @Test
    void aCachedAnswerCostsLessThanHalfOfAJob() {
        run(true, "k");
        int before = connections.statements();
        store.submit(Jobs.request());
        Claim index = claim();
        store.complete(index, Jobs.indexed("k"), "indexer-1");
        assertThat(connections.statements() - before).isLessThan(40);
    }

    private int[] cost(boolean handOver) {
        int statements = connections.statements();
        int commits = connections.commits();
        run(handOver, handOver ? "a" : "b");
        return new int[] {connections.statements() - statements, connections.commits() - commits};
    }

    private void run(boolean handOver, String key) {
        store.submit(Jobs.request());
        List<TaskOutcome> outcomes =
                List.of(Jobs.indexed(key), Jobs.planned(1), Jobs.done(), Jobs.done(), Jobs.published());
        Claim claim = claim();
        for (TaskOutcome outcome : outcomes) {
            boolean last = claim.stage() == Stage.PUBLISH;
            Claim next = null;
            if (handOver) {
                next = store.complete(claim, outcome, "worker-1").next();
            } else {
                assertThat(store.complete(claim.attempt(), outcome)).isTrue();
            }
            if (!last) {
                claim = next == null ? claim() : next;
            }
        }
    }

    /// As delivery does it: the relay takes the announcement out, a worker claims what it says.
    private Claim claim() {
        List<Long> tasks = new ArrayList<>();
        outbox.relay(10, ready -> ready.forEach(task -> tasks.add(task.taskId())));
        return Objects.requireNonNull(store.claim(tasks.getFirst(), "worker-1").orElse(null));
    }
}
