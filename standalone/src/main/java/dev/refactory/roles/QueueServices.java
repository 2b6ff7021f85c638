package dev.refactory.roles;

import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.kit.lifecycle.Wakeup;
import dev.refactory.queue.delivery.KafkaAnnouncer;
import dev.refactory.queue.delivery.OutboxRelay;
import dev.refactory.queue.maintenance.CancelFinisher;
import dev.refactory.queue.maintenance.DeadlineEnforcer;
import dev.refactory.queue.maintenance.JobCleaner;
import dev.refactory.queue.maintenance.LeaseRescuer;
import dev.refactory.queue.maintenance.PermitGranter;
import dev.refactory.queue.maintenance.PriorityAger;
import dev.refactory.queue.maintenance.RetryScheduler;
import dev.refactory.queue.store.PostgresMaintenance;
import dev.refactory.queue.store.PostgresOutbox;
import java.security.SecureRandom;
import java.time.Duration;

/// What keeps the queue moving, in every process that touches jobs: any number of them may run at
/// once.
final class QueueServices {
    private static final int BROKER_DEPTH = 256;
    /// It is rung; what nobody rings for, a retry or what another process left, is found by looking.
    private static final Pace RELAY = Pace.every(Duration.ofMillis(100));
    /// With the silence after which workers look for themselves it bounds what comes on top of a lease.
    private static final Pace CARE = new Pace(Duration.ofMillis(50), Duration.ofMillis(500));
    private static final Pace SECOND = Pace.every(Duration.ofSeconds(1));
    private static final Pace CLEANING = Pace.every(Duration.ofMinutes(10));
    private static final Duration RETENTION = Duration.ofDays(90);

    /// Rung when a job's change may have made tasks ready.
    final Wakeup relay = new Wakeup();

    QueueServices(Foundation on) {
        PostgresMaintenance maintenance = new PostgresMaintenance(on.database, on.queue, new SecureRandom());
        on.services.start(
                new OutboxRelay(
                        new PostgresOutbox(on.database), new KafkaAnnouncer(on.kafka, BROKER_DEPTH, on.metrics)),
                RELAY,
                relay);
        on.services.start(new LeaseRescuer(maintenance), CARE);
        on.services.start(new RetryScheduler(maintenance), CARE);
        on.services.start(new PriorityAger(maintenance), SECOND);
        on.services.start(new PermitGranter(maintenance), SECOND);
        on.services.start(new DeadlineEnforcer(maintenance), CARE);
        on.services.start(new CancelFinisher(maintenance), CARE);
        on.services.start(new JobCleaner(maintenance, RETENTION), CLEANING);
    }
}
