package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears a role's topics as a member of its share group, one record at a time, so that a record
/// never waits behind a busy slot while another worker is free. A record we do not understand is
/// rejected, counted, and passed over.
public final class KafkaDoorbell implements Doorbell {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDoorbell.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final Role role;
    private final Map<String, Object> settings;
    private final Counter rejected;
    private volatile @Nullable KafkaShareConsumer<byte[], byte[]> consumer;
    private volatile boolean heard;
    private boolean broken;

    public KafkaDoorbell(String bootstrapServers, Role role, String member, MeterRegistry meters) {
        this.role = role;
        this.rejected = meters.counter("refactory.messages.rejected");
        this.settings = Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("group.id", Topics.group(role)),
                Map.entry("client.id", member),
                Map.entry("share.acknowledgement.mode", "explicit"),
                Map.entry("share.acquire.mode", "record_limit"),
                Map.entry("max.poll.records", 1),
                Map.entry("fetch.max.wait.ms", 500),
                Map.entry("fetch.max.bytes", 1 << 20),
                // Between two calls lies a task's whole run when every slot is busy.
                Map.entry("max.poll.interval.ms", Integer.MAX_VALUE),
                Map.entry("request.timeout.ms", 5_000),
                Map.entry("default.api.timeout.ms", 5_000),
                Map.entry("reconnect.backoff.max.ms", 1_000),
                Map.entry("metadata.max.age.ms", 10_000),
                Map.entry("enable.metrics.push", false),
                Map.entry("key.deserializer", ByteArrayDeserializer.class),
                Map.entry("value.deserializer", ByteArrayDeserializer.class));
    }

    @Override
    public List<Ring> listen(Duration wait) {
        List<Ring> rings = new ArrayList<>();
        try {
            KafkaShareConsumer<byte[], byte[]> current = consumer();
            for (ConsumerRecord<byte[], byte[]> record : current.poll(wait)) {
                heard = true;
                Optional<TaskAvailable> message = TaskAvailable.decode(record.value());
                if (message.isPresent()) {
                    rings.add(new Ring(message.get().taskId(), record));
                } else {
                    current.acknowledge(record, AcknowledgeType.REJECT);
                    rejected.increment();
                    LOG.warn(
                            "message rejected topic={} offset={} bytes={}",
                            record.topic(),
                            record.offset(),
                            record.serializedValueSize());
                }
            }
            broken = false;
        } catch (WakeupException e) {
            return rings;
        } catch (KafkaException | IllegalStateException e) {
            replaceAfter(e);
        }
        return rings;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void answer(Ring ring, Answer answer) {
        KafkaShareConsumer<byte[], byte[]> current = consumer;
        if (current == null) {
            return;
        }
        try {
            current.acknowledge(
                    (ConsumerRecord<byte[], byte[]>) ring.token(),
                    switch (answer) {
                        case DONE -> AcknowledgeType.ACCEPT;
                        case AGAIN -> AcknowledgeType.RELEASE;
                    });
        } catch (KafkaException | IllegalStateException e) {
            replaceAfter(e);
        }
    }

    @Override
    public void settle() {
        KafkaShareConsumer<byte[], byte[]> current = consumer;
        if (current == null) {
            return;
        }
        try {
            current.commitAsync();
        } catch (KafkaException | IllegalStateException e) {
            replaceAfter(e);
        }
    }

    @Override
    public boolean connected() {
        KafkaShareConsumer<byte[], byte[]> current = consumer;
        if (current == null || broken || !heard) {
            return false;
        }
        for (Metric metric : current.metrics().values()) {
            if (metric.metricName().name().equals("connection-count")
                    && metric.metricValue() instanceof Double connections) {
                return connections > 0;
            }
        }
        return false;
    }

    @Override
    public void wakeup() {
        KafkaShareConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public void close() {
        KafkaShareConsumer<byte[], byte[]> current = consumer;
        consumer = null;
        if (current != null) {
            try {
                current.close(CLOSE_PATIENCE);
            } catch (KafkaException e) {
                LOG.info("the doorbell closed without a farewell role={} reason={}", role, e.getMessage());
            }
        }
    }

    private KafkaShareConsumer<byte[], byte[]> consumer() {
        KafkaShareConsumer<byte[], byte[]> current = consumer;
        if (current == null) {
            current = new KafkaShareConsumer<>(settings);
            current.subscribe(Topics.of(role));
            consumer = current;
        }
        return current;
    }

    /// What we held is rung again for somebody else when its lock ends; a new member starts clean.
    private void replaceAfter(RuntimeException e) {
        if (!broken) {
            LOG.warn("the doorbell failed, joining anew role={} reason={}", role, e.toString());
        }
        close();
        broken = true;
    }
}
