package dev.refactory.roles;

import dev.refactory.kit.cluster.Cluster;
import dev.refactory.kit.cluster.ClusterSettings;
import dev.refactory.kit.cluster.HazelcastCluster;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.RefactoryConfig.Postgres;
import dev.refactory.kit.http.HealthChecks;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.lifecycle.ServiceRunner;
import dev.refactory.kit.metrics.Metrics;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.RetryPolicy;
import dev.refactory.queue.store.PostgresJobStore;
import dev.refactory.queue.store.QueueSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What every role of a process stands on: its services outside, its clock, its metrics.
final class Foundation implements AutoCloseable {
    final RefactoryConfig config;
    final Postgres postgres;
    final String kafka;
    final Ticker ticker = SystemTime.ticker();
    final InstantSource clock = SystemTime.wallClock();
    final PrometheusMeterRegistry metrics = Metrics.prometheus();
    final HealthChecks health = new HealthChecks();
    final String process;
    final Database database;
    final Cluster cluster;
    final PostgresJobStore jobs;
    final QueueSettings queue;
    final ServiceRunner services;
    private final Closer closer = new Closer();

    /// @param kafka bootstrap servers
    Foundation(RefactoryConfig config, Postgres postgres, String kafka) {
        this.config = config;
        this.postgres = postgres;
        this.kafka = kafka;
        this.process = IdSource.secure().next(ProcessHandle.current().pid() + "-");
        this.database =
                closer.add(Database.open(postgres.url(), postgres.user(), postgres.password(), postgres.connections()));
        this.queue = new QueueSettings(config.work().lease(), RetryPolicy.DEFAULT);
        this.jobs = new PostgresJobStore(database, queue, IdSource.secure(), new SecureRandom());
        this.cluster = closer.add(HazelcastCluster.start(clusterSettings(config)));
        this.services = closer.add(new ServiceRunner(ticker));
        health.register("postgres", () -> {
            database.ask();
            return HealthChecks.Health.up("answers");
        });
    }

    private static ClusterSettings clusterSettings(RefactoryConfig config) {
        RefactoryConfig.Cluster cluster = config.cluster();
        String host = Addresses.reachable(cluster.host());
        int port = cluster.port() == 0 ? freePort() : cluster.port();
        return new ClusterSettings(cluster.name(), host, port, cluster.members());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}
