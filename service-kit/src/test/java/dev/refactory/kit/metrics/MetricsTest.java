package dev.refactory.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aLabelThatNamesATenantOrJobNeverReachesTheOutput() {
        var registry = Metrics.prometheus();
        registry.counter("refactory.tasks.claimed", "source", "kafka").increment();
        registry.counter("refactory.leak", "tenant", "acme").increment();
        registry.counter("refactory.leak", "job_id", "job_1").increment();

        assertThat(registry.scrape())
                .contains("refactory_tasks_claimed_total{source=\"kafka\"} 1.0")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("refactory_leak");
    }
}
