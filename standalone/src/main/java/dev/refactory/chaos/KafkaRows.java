package dev.refactory.chaos;

import dev.refactory.chaos.Site.Member;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Rows in which Kafka is away, forgets, repeats or says nonsense, and the one in which all dies at once.
final class KafkaRows {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Duration RECOVERED = Duration.ofSeconds(30);
    private static final int JOBS = 6;
    private static final int LARGE = 900 << 10;

    private KafkaRows() {}

    static List<Row> all() {
        return List.of(
                new Row("C30", "Kafka", "stops, and starts again", "jobs flow without it, by polling", KafkaRows::away),
                new Row("C31", "Kafka", "all topics are deleted", "jobs go on", KafkaRows::forgets),
                new Row(
                        "C32",
                        "Kafka",
                        "all announcements 3 times, in any order",
                        "each task runs once",
                        KafkaRows::repeats),
                new Row(
                        "C34",
                        "Kafka",
                        "nonsense, large and of unknown versions",
                        "is passed over",
                        KafkaRows::nonsense),
                new Row(
                        "C52",
                        "host",
                        "everything killed; Kafka lost all",
                        "all jobs end within 30 s of the start",
                        KafkaRows::powerCut));
    }

    private static void away(Scene scene) throws Exception {
        scene.order(1);
        scene.settle(SETTLED);
        String started = scene.now();
        scene.order(JOBS);
        scene.settle(SETTLED);
        double usual = secondsSince(scene, started);
        scene.site().services().stopKafka();
        try {
            String without = scene.now();
            scene.order(JOBS);
            scene.settle(SETTLED.multipliedBy(2));
            double slower = secondsSince(scene, without);
            scene.measured("rate without Kafka, of the usual", usual / slower);
            scene.check(slower <= 4 * usual, "%.1f s for what takes %.1f s with Kafka".formatted(slower, usual));
        } finally {
            scene.site().services().startKafka(false);
        }
        scene.order(1);
    }

    private static double secondsSince(Scene scene, String instant) {
        return Double.parseDouble(scene.oracle()
                .list("select extract(epoch from max(finished_at) - '" + instant + "'::timestamptz)::text from job")
                .getFirst());
    }

    private static Map<String, Object> settings(Scene scene) {
        return Map.of(
                "bootstrap.servers",
                scene.site().services().kafka().bootstrapServers(),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "group.id",
                "chaos");
    }

    private static Set<String> topics(Admin admin) throws Exception {
        return admin.listTopics().names().get();
    }

    private static void forgets(Scene scene) throws Exception {
        scene.order(2);
        try (Admin admin = Admin.create(settings(scene))) {
            admin.deleteTopics(topics(admin)).all().get();
        }
        scene.order(3);
    }

    private static void repeats(Scene scene) throws Exception {
        scene.order(3);
        try (Admin admin = Admin.create(settings(scene));
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings(scene));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings(scene))) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics(admin)) {
                consumer.partitionsFor(topic)
                        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>();
            for (int quiet = 0; quiet < 3; ) {
                int before = again.size();
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    Collections.nCopies(3, each)
                            .forEach(copy -> again.add(new ProducerRecord<>(copy.topic(), copy.key(), copy.value())));
                }
                quiet = again.size() == before ? quiet + 1 : 0;
            }
            Collections.shuffle(again, new java.util.Random(scene.random().nextLong()));
            again.forEach(producer::send);
            producer.flush();
            scene.measured("announcements repeated", again.size());
            scene.check(!again.isEmpty(), "there were no announcements to repeat");
        }
        scene.order(2);
    }

    private static void nonsense(Scene scene) throws Exception {
        try (Admin admin = Admin.create(settings(scene));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings(scene))) {
            for (String topic : topics(admin)) {
                for (byte[] value : List.of(
                        new byte[0],
                        new byte[LARGE],
                        "{\"version\":99,\"task_id\":1}".getBytes(StandardCharsets.UTF_8),
                        "{\"task_id\":\"; drop table job\"}".getBytes(StandardCharsets.UTF_8),
                        new byte[] {(byte) 0xff, (byte) 0xfe, 0})) {
                    producer.send(new ProducerRecord<>(topic, value));
                }
            }
            producer.flush();
        }
        scene.order(4);
    }

    private static void powerCut(Scene scene) throws Exception {
        scene.order(JOBS);
        Waiting.pass(scene.upTo(Duration.ofMillis(800)));
        for (Member member : scene.site().members()) {
            member.process().kill();
        }
        long pid = scene.site().services().postgres().pid();
        new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();
        scene.site().services().stopKafka();
        Waiting.until(
                "another Postgres",
                SETTLED,
                () -> scene.site().services().postgres().pid() != pid ? true : null);
        scene.site().services().startKafka(true);
        scene.site().heal();
        String up = Waiting.until("an answer of Postgres", SETTLED, scene::now);
        scene.settle(SETTLED);
        double seconds = secondsSince(scene, up);
        scene.measured("all jobs over after the start, s", Math.max(0, seconds));
        scene.check(seconds <= RECOVERED.toSeconds(), "%.1f s until all jobs were over".formatted(seconds));
    }
}
