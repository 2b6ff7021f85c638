package dev.refactory.queue.store;

import dev.refactory.queue.job.RetryPolicy;
import java.time.Duration;

/// How the queue holds and repeats work.
///
/// @param leaseTtl how long an attempt is its worker's without a renewal, 100 ms to 10 min
/// @param retries when failed attempts are tried again
public record QueueSettings(Duration leaseTtl, RetryPolicy retries) {
    /// Leases of 10 s.
    public static final QueueSettings DEFAULT = new QueueSettings(Duration.ofSeconds(10), RetryPolicy.DEFAULT);

    public QueueSettings {
        if (leaseTtl.toMillis() < 100 || leaseTtl.toMinutes() > 10) {
            throw new IllegalArgumentException("A lease lasts 100 ms to 10 min, not " + leaseTtl);
        }
    }

    double leaseSeconds() {
        return leaseTtl.toMillis() / 1000.0;
    }
}
