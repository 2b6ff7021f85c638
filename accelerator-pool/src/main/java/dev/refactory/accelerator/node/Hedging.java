package dev.refactory.accelerator.node;

import java.util.Arrays;

/// When a second node is asked for an answer that the first owes: after a time within which nearly all answers
/// came lately, and for few requests only, however slow all of them become. After J. Dean and L. A. Barroso, The Tail
/// at Scale, CACM 56(2), 2013: the 95th percentile, and a twentieth more requests. Thread-safe.
final class Hedging {
    static final int LEAST_KNOWN = 100;
    private static final int REMEMBERED = 500;
    private static final int PERCENTILE = 95;
    private static final int ONE_IN = 20;

    private final long leastNanos;
    private final long[] lately = new long[REMEMBERED];
    private long answers;
    private long sends;
    private long hedges;

    /// @param leastNanos no earlier than this
    Hedging(long leastNanos) {
        this.leastNanos = leastNanos;
    }

    synchronized void sent() {
        sends++;
    }

    synchronized void answered(long nanos) {
        lately[(int) (answers++ % REMEMBERED)] = nanos;
    }

    /// @return for so long a request is left to one node; `Long.MAX_VALUE` as long as few answers are known
    synchronized long patienceNanos() {
        if (answers < LEAST_KNOWN) {
            return Long.MAX_VALUE;
        }
        long[] sorted = Arrays.copyOf(lately, (int) Math.min(answers, REMEMBERED));
        Arrays.sort(sorted);
        return Math.max(leastNanos, sorted[Math.ceilDiv(sorted.length * PERCENTILE, 100) - 1]);
    }

    /// @return whether one more may be sent, which then counts
    synchronized boolean take() {
        boolean allowed = (hedges + 1) * ONE_IN <= sends;
        hedges += allowed ? 1 : 0;
        return allowed;
    }
}
