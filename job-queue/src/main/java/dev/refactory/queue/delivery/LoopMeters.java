package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// What the loop measures. `refactory.tasks.claimed{source}` says who delivered the work: `handover` the report
/// of the task before; of all others, with a broker at hand, `kafka`; and `poll` is what is left over.
final class LoopMeters {
    private final MeterRegistry registry;
    private final String role;
    private final Counter heard;
    private final Counter polled;
    private final Counter handedOver;
    private final Counter stale;
    private final Counter lost;

    LoopMeters(MeterRegistry registry, Role role, Supplier<Number> running) {
        this.registry = registry;
        this.role = role.name().toLowerCase(Locale.ROOT);
        this.heard = counter("refactory.tasks.claimed", "kafka");
        this.polled = counter("refactory.tasks.claimed", "poll");
        this.handedOver = counter("refactory.tasks.claimed", "handover");
        this.stale = registry.counter("refactory.tasks.stale", "role", this.role);
        this.lost = registry.counter("refactory.leases.lost", "role", this.role);
        registry.gauge(
                "refactory.tasks.running",
                java.util.List.of(io.micrometer.core.instrument.Tag.of("role", this.role)),
                running,
                supplier -> supplier.get().doubleValue());
    }

    private Counter counter(String name, String source) {
        return registry.counter(name, "source", source, "role", role);
    }

    void heard() {
        heard.increment();
    }

    void polled() {
        polled.increment();
    }

    void handedOver() {
        handedOver.increment();
    }

    void stale() {
        stale.increment();
    }

    void lost() {
        lost.increment();
    }

    void ran(Claim claim, TaskOutcome outcome, boolean accepted, Duration took) {
        String result = switch (outcome) {
            case TaskOutcome.Completed completed -> "completed";
            case TaskOutcome.Refused refused -> "refused";
            case TaskOutcome.Failed failed -> "failed";
            case TaskOutcome.Released released -> "released";
        };
        registry.counter("refactory.attempts", "stage", lower(claim.stage()), "result", accepted ? result : "rejected")
                .increment();
        registry.timer("refactory.attempt.seconds", "stage", lower(claim.stage()))
                .record(took);
    }

    private static String lower(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
