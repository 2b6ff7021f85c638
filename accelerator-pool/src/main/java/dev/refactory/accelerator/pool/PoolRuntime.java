package dev.refactory.accelerator.pool;

import dev.refactory.kit.time.Ticker;
import java.time.Duration;

/// Everything a pool needs of the machine: time, threads, timers. A test gives it one that only moves when told
/// to. Implementations are thread-safe.
public interface PoolRuntime extends Ticker, AutoCloseable {
    /// Runs `work` on a thread of a bounded set, later if all are busy.
    /// @throws java.util.concurrent.RejectedExecutionException after [#close()]
    void execute(Runnable work);

    /// Runs `work` once, after `delay`, unless the returned handle is run before. `work` must be short. After
    /// [#close()] nothing is scheduled.
    Runnable schedule(Duration delay, Runnable work);

    @Override
    void close();

    /// Daemon threads: `parallelism` for models, one for timers.
    static PoolRuntime threads(int parallelism, Ticker ticker) {
        return new ThreadedRuntime(parallelism, ticker);
    }
}
