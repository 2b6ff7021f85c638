package dev.refactory.roles;

import dev.refactory.api.event.JobSignals;
import dev.refactory.kit.cluster.HintTopic;
import dev.refactory.kit.http.HealthChecks.Health;
import dev.refactory.queue.delivery.KafkaDoorbell;
import dev.refactory.queue.delivery.LoopSettings;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.queue.job.Role;
import java.time.Duration;
import java.util.Locale;

/// The loop of a role, as every process wires it.
final class Loops {
    /// Where processes say which job has changed, as [JobSignals#news]; whoever waits for it reads it again.
    static final String JOB_NEWS = "job-news";

    private Loops() {}

    static TaskLoop of(Foundation on, QueueServices queue, Role role, int slots, TaskHandler handler) {
        Duration lease = on.config.work().lease();
        LoopSettings usual = LoopSettings.of(role, on.process, slots);
        LoopSettings settings = new LoopSettings(
                role,
                on.process,
                slots,
                lease,
                lease.dividedBy(5),
                lease.dividedBy(5),
                usual.quiet(),
                usual.pollEvery());
        HintTopic news = on.cluster.topic(JOB_NEWS);
        TaskLoop loop = new TaskLoop(
                settings,
                on.jobs,
                new KafkaDoorbell(on.kafka, role, on.process, on.metrics),
                handler,
                (job, answer) -> {
                    if (answer.announced()) {
                        queue.relay.ring();
                    }
                    news.publish(JobSignals.news(job, answer.over()));
                },
                on.ticker,
                on.metrics);
        on.health.register(
                "loop-" + role.name().toLowerCase(Locale.ROOT),
                () -> loop.healthy()
                        ? Health.up(loop.connected() ? "hears Kafka" : "polls Postgres, Kafka does not answer")
                        : Health.down(loop.lastError().orElse("stopped")));
        return loop;
    }
}
