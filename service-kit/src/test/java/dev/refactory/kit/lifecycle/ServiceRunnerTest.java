package dev.refactory.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServiceRunnerTest {
    private static final Pace HOURLY = Pace.every(Duration.ofHours(1));

    private record Named(String title, Round round) implements Service {
        @Override
        public boolean runOnce() throws Exception {
            return round.run();
        }
    }

    private interface Round {
        boolean run() throws Exception;
    }

    @Test
    void aRoundThatFailsIsSaidAndRunAgain() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        AtomicInteger rounds = new AtomicInteger();
        try (ServiceRunner runner = new ServiceRunner(SystemTime.ticker())) {
            runner.start(
                    new Named("Failing", () -> {
                        if (rounds.incrementAndGet() < 3) {
                            throw new IllegalStateException("no database");
                        }
                        recovered.countDown();
                        return false;
                    }),
                    HOURLY);

            assertThat(recovered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(runner.status()).singleElement().satisfies(status -> {
                assertThat(status.title()).isEqualTo("Failing");
                assertThat(status.alive()).isTrue();
            });
        }
    }

    @Test
    void theLastErrorIsKeptForReadiness() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        try (ServiceRunner runner = new ServiceRunner(SystemTime.ticker())) {
            runner.start(
                    new Named("Broken", () -> {
                        second.countDown();
                        throw new StackOverflowError("deep");
                    }),
                    HOURLY);

            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(runner.status().getFirst().lastError()).isEqualTo("StackOverflowError: deep");
            assertThat(runner.status().getFirst().failuresInARow()).isPositive();
        }
    }

    @Test
    void aRingEndsTheRestAndWorkIsDoneWithoutRest() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch many = new CountDownLatch(5);
        Wakeup wakeup = new Wakeup();
        try (ServiceRunner runner = new ServiceRunner(SystemTime.ticker())) {
            runner.start(
                    new Named("Sleeper", () -> {
                        if (first.getCount() > 0) {
                            first.countDown();
                            return false;
                        }
                        many.countDown();
                        return many.getCount() > 0;
                    }),
                    HOURLY,
                    wakeup);
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            wakeup.ring();
            assertThat(many.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void servicesStopInReverseOrderAndNoneIsLeft() throws Exception {
        List<String> stopped = new CopyOnWriteArrayList<>();
        CountDownLatch running = new CountDownLatch(2);
        ServiceRunner runner = new ServiceRunner(SystemTime.ticker(), Duration.ofMillis(50));
        for (String name : List.of("first", "second")) {
            runner.start(
                    new Named(name, () -> {
                        running.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } finally {
                            stopped.add(name);
                        }
                        return false;
                    }),
                    HOURLY);
        }
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        runner.close();

        assertThat(stopped).containsExactly("second", "first");
        assertThat(runner.status()).noneMatch(ServiceRunner.Status::alive);
    }

    @Test
    void restsDoubleUpToTheLongest() {
        Pace pace = new Pace(Duration.ofMillis(5), Duration.ofMillis(100));
        assertThat(List.of(pace.rest(0), pace.rest(1), pace.rest(4), pace.rest(5), pace.rest(1_000_000)))
                .containsExactly(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(80),
                        Duration.ofMillis(100),
                        Duration.ofMillis(100));
    }
}
