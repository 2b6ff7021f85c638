package dev.refactory.kit.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// What operators ask every process: `/healthz` (it answers), `/readyz` (what it needs works), `/metrics`.
public final class OperationsRoutes {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private OperationsRoutes() {}

    public static void mount(Routes routes, HealthChecks checks, PrometheusMeterRegistry registry) {
        routes.get(
                "/healthz",
                context -> Reply.text(200, "application/json", "{\"status\":\"ok\"}")
                        .with("Cache-Control", "no-store"));
        routes.get("/readyz", context -> {
            HealthChecks.Report report = checks.run();
            return Reply.json(report.ok() ? 200 : 503, report.json()).with("Cache-Control", "no-store");
        });
        routes.get("/metrics", context -> Reply.text(200, METRICS_TYPE, registry.scrape(METRICS_TYPE)));
    }
}
