package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Role;
import dev.refactory.queue.store.JobStore.ReadyTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Announces through Kafka: idempotent producer, `acks=all`. It keeps the broker shallow, because
/// what lies there can no longer be put behind something more urgent.
public final class KafkaAnnouncer implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAnnouncer.class);

    /// Shorter than anybody's patience with a transaction: the rows stay locked meanwhile.
    private static final int SEND_MILLIS = 4_000;

    private final Map<String, Object> settings;
    private final Backlog backlog;
    private final Counter announced;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable Admin admin;

    private boolean ready;

    /// @param bootstrapServers `host:port`, comma-separated
    /// @param depth how many announcements of all roles may lie untaken at the broker, at least 1
    public KafkaAnnouncer(String bootstrapServers, int depth, MeterRegistry meters) {
        this.backlog = new Backlog(depth, this::measure);
        this.announced = meters.counter("refactory.tasks.announced");
        this.settings = Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("client.id", "refactory-relay"),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("linger.ms", 0),
                Map.entry("max.block.ms", 2_000),
                Map.entry("request.timeout.ms", 2_000),
                Map.entry("delivery.timeout.ms", SEND_MILLIS),
                Map.entry("buffer.memory", 4L << 20),
                Map.entry("reconnect.backoff.max.ms", 1_000),
                Map.entry("metadata.max.age.ms", 60_000),
                Map.entry("enable.metrics.push", false),
                Map.entry("key.serializer", ByteArraySerializer.class),
                Map.entry("value.serializer", ByteArraySerializer.class));
    }

    @Override
    public boolean prepare() {
        if (ready) {
            return false;
        }
        boolean made = Topics.ensure(admin());
        backlog.reset();
        ready = true;
        LOG.info("kafka reachable topicsMade={}", made);
        return made;
    }

    @Override
    public int room() {
        try {
            return backlog.room();
        } catch (KafkaException e) {
            ready = false;
            throw e;
        }
    }

    @Override
    public void announce(List<ReadyTask> tasks) {
        KafkaProducer<byte[], byte[]> current = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>(tasks.size());
        try {
            for (ReadyTask task : tasks) {
                sent.add(current.send(new ProducerRecord<>(
                        Topics.of(task.role(), task.tier()), new TaskAvailable(task.taskId()).encode())));
            }
            current.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get(SEND_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            ready = false;
            throw new KafkaException("The broker did not take an announcement", e.getCause());
        } catch (TimeoutException | KafkaException e) {
            ready = false;
            throw new KafkaException("The broker did not take an announcement", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
        backlog.announced(tasks.size());
        announced.increment(tasks.size());
    }

    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> current = producer;
        if (current != null) {
            current.close(java.time.Duration.ofSeconds(2));
            producer = null;
        }
        Admin client = admin;
        if (client != null) {
            client.close(java.time.Duration.ofSeconds(2));
            admin = null;
        }
    }

    /// What the groups have not finished with, over all topics.
    private CompletableFuture<Long> measure() {
        Map<String, ListShareGroupOffsetsSpec> groups = new HashMap<>();
        for (Role role : Role.values()) {
            groups.put(Topics.group(role), new ListShareGroupOffsetsSpec());
        }
        ListShareGroupOffsetsResult offsets = admin().listShareGroupOffsets(groups);
        CompletableFuture<Long> all = CompletableFuture.completedFuture(0L);
        for (String group : groups.keySet()) {
            CompletableFuture<Long> lag = offsets.partitionsToOffsetInfo(group)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle(KafkaAnnouncer::lag);
            all = all.thenCombine(lag, Long::sum);
        }
        return all;
    }

    private static long lag(
            @Nullable Map<TopicPartition, SharePartitionOffsetInfo> partitions, @Nullable Throwable failure) {
        if (failure instanceof GroupIdNotFoundException) {
            return 0;
        }
        if (partitions == null) {
            throw failure instanceof KafkaException known ? known : new KafkaException(failure);
        }
        return partitions.values().stream()
                .filter(Objects::nonNull)
                .mapToLong(partition -> partition.lag().orElse(0L))
                .sum();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> current = producer;
        if (current == null) {
            current = new KafkaProducer<>(settings);
            producer = current;
        }
        return current;
    }

    private Admin admin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(Map.of(
                    "bootstrap.servers", String.valueOf(settings.get("bootstrap.servers")),
                    "client.id", "refactory-relay-admin",
                    "request.timeout.ms", "2000",
                    "default.api.timeout.ms", "3000",
                    "reconnect.backoff.max.ms", "1000",
                    "enable.metrics.push", "false"));
            admin = current;
        }
        return current;
    }
}
