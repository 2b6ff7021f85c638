package dev.refactory.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// A Kafka broker in a container, set up as in `docker-compose.yml`, that can be stopped and
/// started again on the same data at the same address.
public final class KafkaContainer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STOP_SECONDS = 60;

    private final GenericContainer<?> container;
    private final String bootstrap;

    private KafkaContainer(GenericContainer<?> container, String bootstrap) {
        this.container = container;
        this.bootstrap = bootstrap;
    }

    /// Aborts the test when no Docker engine answers.
    public static KafkaContainer start() {
        Containers.require();
        String image = Containers.image("KAFKA_IMAGE");
        int port = freePort();
        String bootstrap = "127.0.0.1:" + port;
        GenericContainer<?> broker = new GenericContainer<>(image)
                .withEnv("KAFKA_NODE_ID", "1")
                .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
                // The broker reaches itself where clients outside cannot, and the other way round.
                .withEnv("KAFKA_LISTENERS", "PLAINTEXT://:9092,BROKER://:9094,CONTROLLER://:9093")
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + bootstrap + ",BROKER://localhost:9094")
                .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
                .withEnv(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
                .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER")
                .withEnv("KAFKA_LOG_DIRS", "/var/lib/kafka/data")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
                .withEnv("KAFKA_GROUP_SHARE_SESSION_TIMEOUT_MS", "6000")
                .withEnv("KAFKA_GROUP_SHARE_MIN_SESSION_TIMEOUT_MS", "6000")
                .withEnv("KAFKA_GROUP_SHARE_HEARTBEAT_INTERVAL_MS", "2000")
                .withEnv("KAFKA_GROUP_SHARE_MIN_HEARTBEAT_INTERVAL_MS", "1000")
                .withEnv("KAFKA_GROUP_SHARE_ASSIGNMENT_INTERVAL_MS", "100")
                .withExposedPorts(9092)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*\\s", 1).withStartupTimeout(PATIENCE));
        broker.setPortBindings(List.of(port + ":9092"));
        broker.start();
        System.out.println("CONTAINERS: Kafka from the image " + image);
        return new KafkaContainer(broker, bootstrap);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrapServers() {
        return bootstrap;
    }

    /// Stops the broker; what it holds stays.
    public void halt() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    public void startAgain() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}
