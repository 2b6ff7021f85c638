package dev.refactory.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.cluster.HintTopic;
import dev.refactory.kit.cluster.MemoryCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JobSignalsTest {
    private final JobSignals signals = new JobSignals();
    private final HintTopic otherProcess = new MemoryCluster(new MemoryCluster.Room(), "api-1").topic("jobs");
    private final HintTopic.Subscription following = signals.follow(otherProcess);

    @AfterEach
    void stop() {
        following.close();
    }

    @Test
    void aChangeInAnotherProcessWakesWhoWaitsHereForThisJob() throws InterruptedException {
        try (var news = signals.subscribe("job_1");
                var others = signals.subscribe("job_2")) {
            otherProcess.publish(JobSignals.news("job_1", false));
            assertThat(news.await(Duration.ofMillis(400))).isTrue();
            otherProcess.publish(JobSignals.news("job_1", true));
            assertThat(news.await(Duration.ofMillis(400))).isTrue();
            assertThat(others.await(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void whoWaitsForTheEndSleepsThroughProgress() throws InterruptedException {
        try (var end = signals.subscribeToEnd("job_1")) {
            otherProcess.publish(JobSignals.news("job_1", false));
            signals.changed("job_1");
            assertThat(end.await(Duration.ZERO)).isFalse();
            otherProcess.publish(JobSignals.news("job_1", true));
            assertThat(end.await(Duration.ofMillis(400))).isTrue();
        }
        assertThat(signals.watchedJobs()).isZero();
    }
}
