package dev.refactory.embedded;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Kafka 4 broker with its own KRaft controller in this process: on loopback, no authentication, its log kept
/// between runs, share groups on and quick to notice a dead member. Thread-safe.
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int NODE_ID = 1;
    private static final long STOP_SECONDS = 20;

    /// Kafka ends the process on errors it calls fatal. Ours goes on without a broker: workers poll Postgres.
    private static final AtomicReference<@Nullable String> FATAL = new AtomicReference<>();

    private final KafkaRaftServer server;
    private final int port;
    private volatile boolean closed;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts the broker, formatting its log directory at first use, and waits until it serves.
    ///
    /// @throws RefactoryException `configuration_invalid` when its log cannot be used
    public static EmbeddedKafka start(DataDirectory directory) {
        keepTheProcessAlive();
        Path logs = directory.resolve("kafka");
        int port = directory.port("kafka");
        int controllerPort = directory.port("kafka-controller");
        KafkaRaftServer server = null;
        try {
            format(directory, logs);
            server = new KafkaRaftServer(KafkaConfig.apply(settings(logs, port, controllerPort), false), Time.SYSTEM);
            server.startup();
            LOG.info("kafka started port={}", port);
            return new EmbeddedKafka(server, port);
        } catch (Exception e) {
            if (server != null) {
                server.shutdown();
            }
            throw new RefactoryException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "kafka",
                    "The embedded Kafka broker in " + logs + " did not start (" + e.getMessage()
                            + "). It keeps no work of its own: delete that directory and start again.",
                    e);
        }
    }

    /// `host:port` for clients.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Why the broker gave up; empty while it serves.
    public static Optional<String> failure() {
        return Optional.ofNullable(FATAL.get());
    }

    /// Stops the broker; waits up to 20 s.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread stopping = Thread.ofPlatform().daemon().name("kafka-stopping").start(() -> {
            server.shutdown();
            server.awaitShutdown();
        });
        try {
            stopping.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("kafka stopped port={} clean={}", port, !stopping.isAlive());
    }

    private static void keepTheProcessAlive() {
        Exit.Procedure refuse = (status, message) -> {
            String reason = "status " + status + (message == null ? "" : ", " + message);
            FATAL.compareAndSet(null, reason);
            LOG.error("kafka wanted to end the process reason={}", reason);
            throw new IllegalStateException("The broker stopped: " + reason);
        };
        Exit.setExitProcedure(refuse);
        Exit.setHaltProcedure(refuse);
        Exit.setShutdownHookAdder((name, hook) -> {});
        FATAL.set(null);
    }

    private static void format(DataDirectory directory, Path logs) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        DataDirectory.makePrivate(logs);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE_ID)
                .setClusterId(clusterId(directory))
                .addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .run();
    }

    private static String clusterId(DataDirectory directory) {
        Path file = directory.resolve("kafka-cluster-id");
        try {
            if (!Files.exists(file)) {
                directory.write("kafka-cluster-id", Uuid.randomUuid().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static Map<String, String> settings(Path logs, int port, int controllerPort) {
        return Map.<String, String>ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE_ID)),
                Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", logs.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                // One node: every internal topic has one copy, and few partitions because each costs memory and files.
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.segment.bytes", "1048576"),
                Map.entry("offsets.load.buffer.size", "1048576"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.segment.bytes", "1048576"),
                Map.entry("share.coordinator.load.buffer.size", "1048576"),
                Map.entry("share.coordinator.append.linger.ms", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                // A killed member is noticed after 6 s; by default it takes 45.
                Map.entry("group.share.session.timeout.ms", "6000"),
                Map.entry("group.share.min.session.timeout.ms", "6000"),
                Map.entry("group.share.heartbeat.interval.ms", "2000"),
                Map.entry("group.share.min.heartbeat.interval.ms", "1000"),
                Map.entry("group.share.assignment.interval.ms", "100"),
                Map.entry("group.share.initialize.retry.interval.ms", "1000"),
                Map.entry("group.share.record.lock.duration.ms", "15000"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("share.coordinator.threads", "1"),
                // Small: the log holds ids of tasks, nothing else.
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                Map.entry("log.cleaner.io.buffer.size", "262144"),
                Map.entry("log.segment.bytes", "16777216"),
                Map.entry("log.index.size.max.bytes", "524288"),
                Map.entry("log.retention.hours", "24"),
                Map.entry("log.retention.bytes", "67108864"),
                Map.entry("metadata.log.segment.bytes", "8388608"),
                Map.entry("metadata.max.retention.bytes", "33554432"),
                Map.entry("socket.send.buffer.bytes", "65536"),
                Map.entry("socket.receive.buffer.bytes", "65536"),
                Map.entry("queued.max.requests", "64"),
                Map.entry("controlled.shutdown.max.retries", "1"));
    }
}
