package dev.refactory.accelerator.pool;

import dev.refactory.kit.time.Ticker;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Real threads. The models' queue has no bound of its own: the pool hands over at most one batch per member.
final class ThreadedRuntime implements PoolRuntime {
    private final Ticker ticker;
    private final ExecutorService models;
    private final ScheduledThreadPoolExecutor timers;

    ThreadedRuntime(int parallelism, Ticker ticker) {
        this.ticker = ticker;
        this.models = Executors.newFixedThreadPool(
                parallelism,
                Thread.ofPlatform().daemon().name("accelerator-", 0).factory());
        this.timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("accelerator-timer").factory());
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return ticker.nanos();
    }

    @Override
    public void execute(Runnable work) {
        models.execute(work);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable work) {
        try {
            Future<?> timer = timers.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
        models.shutdownNow();
    }
}
