package dev.refactory.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.embedded.Eventually;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Tag("containers")
class KafkaDeliveryTest {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeliveryTest.class);

    @TempDir
    static Path temporary;

    private static DeliveryServices services;

    @BeforeAll
    static void start() {
        services = DeliveryServices.start(temporary.resolve("data"));
    }

    @AfterAll
    static void stop() {
        if (services != null) {
            services.close();
        }
    }

    @Test
    void withAHealthyBrokerPollingDoesNotDoTheWork() throws Exception {
        try (DeliveryRig rig = new DeliveryRig(services)) {
            rig.relay();
            var indexer = rig.loop(Role.INDEXER, "indexer-1", 4, (claim, context) -> DeliveryRig.done(claim, 0));
            var worker = rig.loop(Role.WORKER, "worker-1", 4, (claim, context) -> DeliveryRig.done(claim, 4));
            long begin = System.nanoTime();
            awaitFinal(rig, rig.submit(Tier.STANDARD));
            LOG.info("first job after start took {} ms", millisSince(begin));
            Eventually.within(Duration.ofSeconds(20), () -> indexer.connected() && worker.connected() ? true : null);
            double polledBefore = rig.claimed("poll");
            double heardBefore = rig.claimed("kafka");
            double handedBefore = rig.claimed("handover");

            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                jobs.add(rig.submit(Tier.values()[i % 3]));
            }
            for (Job job : jobs) {
                assertThat(awaitFinal(rig, job).status()).isEqualTo(JobStatus.SUCCEEDED);
            }
            double polled = rig.claimed("poll") - polledBefore;
            double heard = rig.claimed("kafka") - heardBefore;
            double handedOver = rig.claimed("handover") - handedBefore;
            LOG.info("claimed by kafka={} by poll={} by hand-over={}", heard, polled, handedOver);
            assertThat(heard + polled + handedOver).isEqualTo(20 * 8);
            assertThat(polled).isLessThanOrEqualTo(2);
            // INDEX, PLAN and all TRANSFORM tasks but the first.
            assertThat(heard + polled).isGreaterThanOrEqualTo(20 * 5);
            assertThat(handedOver).isPositive();
        }
    }

    /// The loops ask the store of their own accord once a day: a job that ends was told of.
    @Test
    void anIdleQueueIsToldOfEveryJobAndNeverAsks() throws Exception {
        try (DeliveryRig rig = new DeliveryRig(services)) {
            rig.relay();
            Duration day = Duration.ofDays(1);
            var indexer = rig.loop(Role.INDEXER, "indexer-1", 4, day, (claim, context) -> DeliveryRig.done(claim, 0));
            var worker = rig.loop(Role.WORKER, "worker-1", 4, day, (claim, context) -> DeliveryRig.done(claim, 1));
            awaitFinal(rig, rig.submit(Tier.STANDARD));
            Eventually.within(Duration.ofSeconds(20), () -> indexer.connected() && worker.connected() ? true : null);
            double polled = rig.claimed("poll");
            double told = rig.claimed("kafka") + rig.claimed("handover");

            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                long begin = System.nanoTime();
                Job ended = awaitFinal(rig, rig.submit(Tier.INTERACTIVE));
                assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
                millis.add(millisSince(begin));
            }
            millis.sort(null);
            LOG.info("empty job of 5 stages ms p50={} p95={}", millis.get(15), millis.get(28));
            assertThat(rig.claimed("kafka") + rig.claimed("handover") - told).isEqualTo(30 * 5);
            assertThat(rig.claimed("poll")).isEqualTo(polled);
        }
    }

    @Test
    void aRecordThatIsNoMessageIsRejectedAndTheFlowGoesOn() throws Exception {
        try (DeliveryRig rig = new DeliveryRig(services);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                        "bootstrap.servers", services.bootstrap(),
                        "key.serializer", ByteArraySerializer.class,
                        "value.serializer", ByteArraySerializer.class))) {
            rig.relay();
            rig.loop(Role.INDEXER, "indexer-1", 2, (claim, context) -> DeliveryRig.done(claim, 0));
            rig.loop(Role.WORKER, "worker-1", 2, (claim, context) -> DeliveryRig.done(claim, 1));
            awaitFinal(rig, rig.submit(Tier.STANDARD));
            String topic = "refactory.tasks.worker.standard";
            for (byte[] broken : new byte[][] {{}, {9, 9, 9}, {2, 0, 0, 0, 0, 0, 0, 0, 1}, new byte[500_000]}) {
                producer.send(new ProducerRecord<>(topic, broken)).get(10, TimeUnit.SECONDS);
            }
            producer.send(new ProducerRecord<>(topic, null)).get(10, TimeUnit.SECONDS);

            assertThat(awaitFinal(rig, rig.submit(Tier.STANDARD)).status()).isEqualTo(JobStatus.SUCCEEDED);
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> rig.meters.counter("refactory.messages.rejected").count() >= 5 ? true : null);
        }
    }

    @Test
    void withTheBrokerStoppedJobsStillFlowAndItIsUsedAgainWhenItIsBack() throws Exception {
        try (DeliveryRig rig = new DeliveryRig(services)) {
            rig.relay();
            var indexer = rig.loop(Role.INDEXER, "indexer-1", 2, (claim, context) -> DeliveryRig.done(claim, 0));
            var worker = rig.loop(Role.WORKER, "worker-1", 2, (claim, context) -> DeliveryRig.done(claim, 2));
            awaitFinal(rig, rig.submit(Tier.STANDARD));
            Eventually.within(Duration.ofSeconds(20), () -> indexer.connected() && worker.connected() ? true : null);

            services.stopKafka();
            double polled = rig.claimed("poll");
            double handedOver = rig.claimed("handover");
            for (int i = 0; i < 3; i++) {
                assertThat(awaitFinal(rig, rig.submit(Tier.STANDARD)).status()).isEqualTo(JobStatus.SUCCEEDED);
            }
            assertThat(rig.claimed("poll") - polled + rig.claimed("handover") - handedOver)
                    .isEqualTo(3 * 6);
            assertThat(indexer.connected()).isFalse();

            services.startKafkaAgain();
            double heard = rig.claimed("kafka");
            Eventually.within(Duration.ofSeconds(60), () -> {
                awaitFinal(rig, rig.submit(Tier.STANDARD));
                return rig.claimed("kafka") > heard ? true : null;
            });
            Eventually.within(Duration.ofSeconds(20), () -> rig.outbox.backlog() == 0 ? true : null);
        }
    }

    private static Job awaitFinal(DeliveryRig rig, Job job) throws Exception {
        return Eventually.within(Duration.ofSeconds(60), () -> {
            Job now = rig.find(job.jobId());
            return now.status().terminal() ? now : null;
        });
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
