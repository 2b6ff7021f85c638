package dev.refactory.kit.lifecycle;

import dev.refactory.kit.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs services, each on a thread named after it: round after round, resting when there is nothing to do, backing off
/// when a round fails (100 ms, doubling up to 10 s), until closed. Services start in the order they were added and stop
/// in the reverse order. Thread-safe.
public final class ServiceRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Pace BACKOFF = new Pace(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final Ticker ticker;
    private final Duration stopPatience;
    private final List<Runner> runners = new ArrayList<>();

    public ServiceRunner(Ticker ticker) {
        this(ticker, Duration.ofSeconds(5));
    }

    /// @param stopPatience how long a round may go on after [#close()] before it is interrupted
    public ServiceRunner(Ticker ticker, Duration stopPatience) {
        this.ticker = ticker;
        this.stopPatience = stopPatience;
    }

    /// Starts a service.
    /// @param wakeup ends its rest early; rung by whoever makes work for it
    public synchronized void start(Service service, Pace pace, Wakeup wakeup) {
        Runner runner = new Runner(service, pace, wakeup);
        runners.add(runner);
        runner.thread = Thread.ofPlatform().daemon().name(service.title()).start(runner);
    }

    /// Starts a service that nobody wakes.
    public void start(Service service, Pace pace) {
        start(service, pace, new Wakeup());
    }

    /// How each service is doing, in the order they were started.
    public synchronized List<Status> status() {
        return runners.stream().map(Runner::status).toList();
    }

    /// Stops every service after its present round; a round that outlasts the patience is interrupted.
    @Override
    public synchronized void close() {
        for (Runner runner : runners.reversed()) {
            runner.stop();
        }
    }

    /// @param failuresInARow 0 when the last round succeeded
    /// @param lastError of the last failed round, null when none failed since the last success
    /// @param sinceSuccess the time since a round last ended well, or since the start
    public record Status(
            String title,
            boolean alive,
            int failuresInARow,
            @Nullable String lastError,
            Duration sinceSuccess) {}

    private final class Runner implements Runnable {
        private final Service service;
        private final Pace pace;
        private final Wakeup wakeup;
        private volatile boolean stopping;
        private volatile int failuresInARow;
        private volatile @Nullable String lastError;
        private volatile long lastSuccess = ticker.nanos();
        private @Nullable Thread thread;

        Runner(Service service, Pace pace, Wakeup wakeup) {
            this.service = service;
            this.pace = pace;
            this.wakeup = wakeup;
        }

        @Override
        public void run() {
            int idle = 0;
            while (!stopping) {
                try {
                    boolean more = round();
                    idle = more ? 0 : idle + 1;
                    if (more) {
                        continue;
                    }
                    Duration rest = failuresInARow > 0 ? BACKOFF.rest(failuresInARow - 1) : pace.rest(idle - 1);
                    if (wakeup.await(rest)) {
                        idle = 0;
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private boolean round() throws InterruptedException {
            try {
                boolean more = service.runOnce();
                if (failuresInARow > 0) {
                    LOG.info("service recovered title={} after={}", service.title(), failuresInARow);
                }
                failuresInARow = 0;
                lastError = null;
                lastSuccess = ticker.nanos();
                return more;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                failed(e);
                return false;
            }
        }

        private void failed(Throwable e) {
            if (stopping) {
                return;
            }
            int failures = failuresInARow + 1;
            failuresInARow = failures;
            lastError = e.getClass().getSimpleName() + ": " + e.getMessage();
            // A long outage is said at 1, 2, 4, 8 … failures, not at each.
            if (Integer.bitCount(failures) == 1) {
                LOG.warn("service round failed title={} failures={} error={}", service.title(), failures, lastError);
            }
        }

        Status status() {
            Thread current = thread;
            return new Status(
                    service.title(),
                    current != null && current.isAlive(),
                    failuresInARow,
                    lastError,
                    Duration.ofNanos(ticker.nanos() - lastSuccess));
        }

        void stop() {
            stopping = true;
            wakeup.ring();
            Thread current = thread;
            if (current == null) {
                return;
            }
            try {
                if (!current.join(stopPatience)) {
                    current.interrupt();
                    current.join(TimeUnit.SECONDS.toMillis(1));
                }
            } catch (InterruptedException e) {
                current.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }
}
