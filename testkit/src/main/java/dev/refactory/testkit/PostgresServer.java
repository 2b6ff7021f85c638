package dev.refactory.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// A PostgreSQL server for the run, stopped with the JVM. It trades durability for speed.
///
/// @param address `host:port`
/// @param user who may make roles and databases
record PostgresServer(String address, String user, String password) {
    private static final String USER = "postgres";
    private static final String PASSWORD = "postgres";
    private static final int PORT = 5432;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static PostgresServer start() {
        return Containers.wanted() ? container() : embedded();
    }

    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(PATIENCE)
                    .start();
            return new PostgresServer("127.0.0.1:" + server.getPort(), USER, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
        }
    }

    /// Stopped by Testcontainers' own companion, or with the JVM where that is switched off.
    private static PostgresServer container() {
        String image = Containers.image("POSTGRES_IMAGE");
        GenericContainer<?> server = new GenericContainer<>(image)
                .withEnv("POSTGRES_PASSWORD", PASSWORD)
                .withExposedPorts(PORT)
                .withCommand(
                        "postgres",
                        "-c",
                        "listen_addresses=*",
                        "-c",
                        "fsync=off",
                        "-c",
                        "synchronous_commit=off",
                        "-c",
                        "full_page_writes=off",
                        "-c",
                        "max_connections=200")
                // The image starts the server once to set it up, and again to stay.
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2)
                        .withStartupTimeout(PATIENCE));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "postgres-container"));
        System.out.println("CONTAINERS: Postgres from the image " + image);
        return new PostgresServer(server.getHost() + ":" + server.getMappedPort(PORT), USER, PASSWORD);
    }
}
