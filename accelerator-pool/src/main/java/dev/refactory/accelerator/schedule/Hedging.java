package dev.refactory.accelerator.schedule;

import java.util.Arrays;

/// When somebody else is asked as well for an answer that the first owes: after a time within which nearly all
/// answers came lately, and for few requests only, however slow all of them become. After J. Dean and L. A. Barroso,
/// The Tail at Scale, CACM 56(2), 2013: the 95th percentile, and a twentieth more requests. Times are of any unit, the
/// same everywhere. Thread-safe.
public final class Hedging {
    /// So many answers have to be known first.
    public static final int LEAST_KNOWN = 100;
    private static final int REMEMBERED = 500;
    private static final int PERCENTILE = 95;
    private static final int ONE_IN = 20;

    private final long least;
    private final long[] lately = new long[REMEMBERED];
    private long answers;
    private long sends;
    private long hedges;

    /// @param least no earlier than this
    public Hedging(long least) {
        this.least = least;
    }

    /// A request was sent to the first.
    public synchronized void sent() {
        sends++;
    }

    /// An answer came.
    ///
    /// @param took since it was asked for
    public synchronized void answered(long took) {
        lately[(int) (answers++ % REMEMBERED)] = took;
    }

    /// @return for so long a request is left to the first; `Long.MAX_VALUE` as long as few answers are known
    public synchronized long patience() {
        if (answers < LEAST_KNOWN) {
            return Long.MAX_VALUE;
        }
        long[] sorted = Arrays.copyOf(lately, (int) Math.min(answers, REMEMBERED));
        Arrays.sort(sorted);
        return Math.max(least, sorted[Math.ceilDiv(sorted.length * PERCENTILE, 100) - 1]);
    }

    /// @return whether one more may be sent, which then counts
    public synchronized boolean take() {
        boolean allowed = (hedges + 1) * ONE_IN <= sends;
        hedges += allowed ? 1 : 0;
        return allowed;
    }
}
