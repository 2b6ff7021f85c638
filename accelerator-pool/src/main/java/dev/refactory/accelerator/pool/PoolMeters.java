package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.ServiceTier;
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
    void answered(InFlight call, String outcome) {
        count(call.request().model(), call.request().tier(), outcome);
    }

    /// Refused before it entered the queue; the model is not a tag, because the caller chooses its name.
    void refused(ServiceTier tier, String outcome) {
        count("unknown", tier, outcome);
    }

    private void count(String model, ServiceTier tier, String outcome) {
        registry.counter(REQUESTS, "model", model, "tier", name(tier), "outcome", outcome)
                .increment();
    }

    private static String name(ServiceTier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }

    void requeued(String member) {
        registry.counter(REQUEUED, "member", member).increment();
    }

    /// A request was taken to a device.
    void started(InFlight call, long nowNanos) {
        Timer.builder(QUEUE_WAIT)
                .description("time in the queue, measured")
                .tag("tier", name(call.request().tier()))
                .register(registry)
                .record(nowNanos - call.arrivedNanos(), TimeUnit.NANOSECONDS);
    }

    /// Others joined those on a device.
    ///
    /// @param calls that are there now; @param groups jobs they are of
    void batch(int calls, int groups) {
        summary(BATCH_SIZE, "requests on a device after others joined").record(calls);
        summary(BATCH_GROUPS, "distinct jobs on a device after others joined").record(groups);
    }

    void simulated(String member, long picos) {
        if (picos > 0) {
            Counter.builder(SIMULATED_TIME)
                    .description("time in which the simulated device was busy: simulated, not measured")
                    .baseUnit("seconds")
                    .tag("member", member)
                    .register(registry)
                    .increment(picos / 1e12);
        }
    }

    private DistributionSummary summary(String name, String description) {
        return DistributionSummary.builder(name)
                .description(description)
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }
}
