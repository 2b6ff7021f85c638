package dev.refactory.kit.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;

/// The small server of a role that has no other: `/healthz`, `/readyz`, `/metrics`.
public final class HealthServer implements AutoCloseable {
    private static final int MAX_CONCURRENT = 16;

    private final HttpHost host;

    private HealthServer(HttpHost host) {
        this.host = host;
    }

    /// @param port 0 for a free one
    /// @throws dev.refactory.kit.problem.RefactoryException `port_in_use`, naming `portFlag` as the way out
    public static HealthServer start(
            String host, int port, String portFlag, HealthChecks checks, PrometheusMeterRegistry registry) {
        Vertx vertx = HttpHost.newVertx();
        Routes routes = new Routes(vertx, registry, MAX_CONCURRENT);
        OperationsRoutes.mount(routes, checks, registry);
        return new HealthServer(HttpHost.start(vertx, routes.router(), host, port, portFlag));
    }

    public int port() {
        return host.port();
    }

    @Override
    public void close() {
        host.close();
    }
}
