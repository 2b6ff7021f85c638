package dev.refactory.kit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;

/// The registry every process writes its measurements to. Names begin with `refactory.`; a label has few values, so
/// labels that would name a tenant, repository, job, task or user are refused.
public final class Metrics {
    private static final Set<String> UNBOUNDED =
            Set.of("tenant", "repository", "repo", "job", "task", "user", "tenant_id", "job_id", "task_id");

    /// More series than this in one process is a mistake; further ones are not recorded.
    private static final int MAX_METERS = 2_000;

    private Metrics() {}

    /// A registry for `/metrics` with the JVM's own figures.
    public static PrometheusMeterRegistry prometheus() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        limit(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    /// Refuses labels without a small set of values, and more than 2,000 series.
    static void limit(MeterRegistry registry) {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                for (Tag tag : id.getTagsAsIterable()) {
                    if (UNBOUNDED.contains(tag.getKey())) {
                        return MeterFilterReply.DENY;
                    }
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
        registry.config().meterFilter(MeterFilter.maximumAllowableMetrics(MAX_METERS));
    }
}
