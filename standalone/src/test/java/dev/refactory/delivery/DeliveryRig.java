package dev.refactory.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.kit.lifecycle.ServiceRunner;
import dev.refactory.kit.lifecycle.Wakeup;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.migrations.Migrations;
import dev.refactory.queue.delivery.KafkaAnnouncer;
import dev.refactory.queue.delivery.KafkaDoorbell;
import dev.refactory.queue.delivery.LoopSettings;
import dev.refactory.queue.delivery.OutboxRelay;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.PostgresJobStore;
import dev.refactory.queue.store.PostgresOutbox;
import dev.refactory.queue.store.QueueSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/// Relay and loops over real servers, wired as roles wire them.
final class DeliveryRig implements AutoCloseable {
    static final TenantId TENANT = TenantId.DEFAULT;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Wakeup relayWakeup = new Wakeup();
    final Database database;
    final PostgresJobStore store;
    final PostgresOutbox outbox;
    private final String bootstrap;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private int requests;

    DeliveryRig(DeliveryServices services) {
        Migrations.migrate(services.jdbcUrl(), services.user(), services.password());
        database = Database.open(services.jdbcUrl(), services.user(), services.password(), 16);
        store = new PostgresJobStore(database, QueueSettings.DEFAULT, IdSource.secure(), new SplittableRandom(1));
        outbox = new PostgresOutbox(database);
        bootstrap = services.bootstrap();
        open.push(database);
    }

    void relay() {
        OutboxRelay relay = new OutboxRelay(outbox, new KafkaAnnouncer(bootstrap, 500, meters));
        ServiceRunner runner = new ServiceRunner(SystemTime.ticker());
        open.push(relay);
        open.push(runner);
        runner.start(relay, new Pace(Duration.ofMillis(5), Duration.ofMillis(100)), relayWakeup);
    }

    TaskLoop loop(Role role, String worker, int slots, TaskHandler handler) {
        return loop(LoopSettings.of(role, worker, slots), handler);
    }

    /// @param quiet how long a connected loop waits before it asks the store of its own accord
    TaskLoop loop(Role role, String worker, int slots, Duration quiet, TaskHandler handler) {
        LoopSettings usual = LoopSettings.of(role, worker, slots);
        return loop(
                new LoopSettings(
                        role,
                        worker,
                        slots,
                        usual.leaseTtl(),
                        usual.renewEvery(),
                        usual.margin(),
                        quiet,
                        usual.pollEvery()),
                handler);
    }

    private TaskLoop loop(LoopSettings settings, TaskHandler handler) {
        TaskLoop loop = new TaskLoop(
                settings,
                store,
                new KafkaDoorbell(bootstrap, settings.role(), settings.worker(), meters),
                handler,
                (job, answer) -> relayWakeup.ring(),
                SystemTime.ticker(),
                meters);
        open.push(loop);
        loop.start();
        return loop;
    }

    Job submit(Tier tier) {
        requests++;
        SubmitReply reply = store.submit(new SubmitJob(
                TENANT,
                "tester",
                null,
                "00".repeat(32),
                "{\"n\":" + requests + "}",
                "inline",
                "find-usages",
                tier,
                null,
                false,
                Duration.ofMinutes(5)));
        relayWakeup.ring();
        assertThat(reply).isInstanceOf(SubmitReply.Accepted.class);
        return ((SubmitReply.Accepted) reply).job();
    }

    Job find(String jobId) {
        return store.find(TENANT, jobId).orElseThrow();
    }

    double claimed(String source) {
        return meters.find("refactory.tasks.claimed").tag("source", source).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /// What a stage answers when there is nothing to it.
    static TaskOutcome done(Claim claim, int transforms) {
        List<String> next = claim.stage() == Stage.PLAN ? Collections.nCopies(transforms, "{}") : List.of();
        var quote = claim.stage() == Stage.PLAN ? new TaskOutcome.QuoteInputs(1_000, BigDecimal.ONE) : null;
        String published = claim.stage() == Stage.PLAN || claim.stage() == Stage.PUBLISH ? "{}" : null;
        return new TaskOutcome.Completed("{}", next, published, quote, List.of(), Usage.NONE);
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
