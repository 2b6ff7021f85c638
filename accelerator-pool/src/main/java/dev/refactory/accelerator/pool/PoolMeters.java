package dev.refactory.accelerator.pool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The pool's metrics; the README lists them. Thread-safe.
final class PoolMeters {
    static final String REQUESTS = "refactory.accelerator.requests";
    static final String REQUEUED = "refactory.accelerator.requeued";
    static final String BATCH_SIZE = "refactory.accelerator.batch.size";
    static final String BATCH_GROUPS = "refactory.accelerator.batch.groups";
    static final String QUEUE_WAIT = "refactory.accelerator.queue.wait";
    static final String QUEUE_WAITING = "refactory.accelerator.queue.waiting";
    static final String SIMULATED_TIME = "refactory.accelerator.simulated.device.time";

    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64};

    private final MeterRegistry registry;

    PoolMeters(MeterRegistry registry, Supplier<Number> waiting) {
        this.registry = registry;
        Gauge.builder(QUEUE_WAITING, waiting)
                .description("requests waiting for an accelerator")
                .register(registry);
    }

    /// @param outcome `ok`, `cancelled`, or the error's code
    void answered(WaitingRequest request, String outcome) {
        count(request.model(), request.tier().name(), outcome);
    }

    /// Refused before it entered the queue; the model is not a tag, because the caller chooses its name.
    void refused(String tier, String outcome) {
        count("unknown", tier, outcome);
    }

    private void count(String model, String tier, String outcome) {
        registry.counter(REQUESTS, "model", model, "tier", tier.toLowerCase(Locale.ROOT), "outcome", outcome)
                .increment();
    }

    void requeued(String member) {
        registry.counter(REQUEUED, "member", member).increment();
    }

    void started(RunningBatch batch) {
        summary(BATCH_SIZE, "requests per batch", batch.modelName())
                .record(batch.calls().size());
        summary(BATCH_GROUPS, "distinct jobs per batch", batch.modelName()).record(batch.groups());
        for (Call call : batch.calls()) {
            Timer.builder(QUEUE_WAIT)
                    .description("time in the queue, measured")
                    .tag("tier", call.waiting().tier().name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .record(batch.startedNanos() - call.waiting().arrivedNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void simulated(String member, long nanos) {
        Counter.builder(SIMULATED_TIME)
                .description("device time charged by the device model: simulated, not measured")
                .baseUnit("seconds")
                .tag("member", member)
                .register(registry)
                .increment(nanos / 1e9);
    }

    private DistributionSummary summary(String name, String description, String model) {
        return DistributionSummary.builder(name)
                .description(description)
                .serviceLevelObjectives(SIZES)
                .tag("model", model)
                .register(registry);
    }
}
