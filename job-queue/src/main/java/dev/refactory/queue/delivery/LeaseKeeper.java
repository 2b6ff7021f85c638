package dev.refactory.queue.delivery;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.store.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the leases of the attempts that run here: renews them all in one call, passes on progress,
/// and stops attempts whose job is cancelled or whose lease is lost, also when the database does
/// not answer. Thread-safe.
final class LeaseKeeper implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final JobStore store;
    private final LoopSettings settings;
    private final Ticker ticker;
    private final LoopMeters meters;
    private final Map<AttemptRef, Hold> holds = new ConcurrentHashMap<>();
    private long lastRenewal;

    LeaseKeeper(JobStore store, LoopSettings settings, Ticker ticker, LoopMeters meters) {
        this.store = store;
        this.settings = settings;
        this.ticker = ticker;
        this.meters = meters;
        this.lastRenewal = ticker.nanos();
    }

    /// How often [#runOnce()] should run: often enough that a lost lease is noticed at once.
    Duration beat() {
        return settings.renewEvery().dividedBy(8);
    }

    /// The reading at which a lease asked for at `asked` is let go.
    long fenceAt(long asked) {
        return asked + settings.leaseTtl().minus(settings.margin()).toNanos();
    }

    void keep(Hold hold) {
        holds.put(hold.attempt(), hold);
    }

    void forget(Hold hold) {
        holds.remove(hold.attempt());
    }

    Collection<Hold> holds() {
        return List.copyOf(holds.values());
    }

    @Override
    public String title() {
        return "LeaseKeeper";
    }

    @Override
    public boolean runOnce() {
        stopExpired();
        renewInTime();
        saveProgress();
        return false;
    }

    private void renewInTime() {
        long now = ticker.nanos();
        if (now - lastRenewal >= settings.renewEvery().toNanos()) {
            renew(now);
            lastRenewal = now;
        }
    }

    private void stopExpired() {
        for (Hold hold : holds.values()) {
            if (hold.stopped() == Hold.Stop.LOST) {
                lose(hold, "not renewed in time");
            }
        }
    }

    private void saveProgress() {
        for (Hold hold : holds.values()) {
            double fraction = hold.newFraction();
            if (fraction >= 0) {
                store.progress(hold.attempt(), fraction);
                // Each takes as long as Postgres does, and no lease may run out for want of a progress bar.
                renewInTime();
            }
        }
    }

    private void renew(long asked) {
        List<Hold> asking = new ArrayList<>(holds.values());
        if (asking.isEmpty()) {
            return;
        }
        Map<AttemptRef, Boolean> held =
                store.renew(asking.stream().map(Hold::attempt).toList());
        for (Hold hold : asking) {
            Boolean wantsStop = held.get(hold.attempt());
            if (wantsStop == null) {
                // It may have been reported, and so ended, while we asked; if not, the report hears of it.
                if (holds.containsKey(hold.attempt()) && !hold.reporting()) {
                    hold.stop(Hold.Stop.LOST);
                    lose(hold, "taken away");
                }
                continue;
            }
            hold.renewed(fenceAt(asked));
            if (wantsStop && hold.stop(Hold.Stop.CANCELLED)) {
                LOG.info(
                        "attempt cancelled task={} job={}",
                        hold.attempt().taskId(),
                        hold.claim().jobId());
                hold.interrupt();
            }
        }
    }

    private void lose(Hold hold, String why) {
        if (holds.remove(hold.attempt()) != null) {
            meters.lost();
            LOG.warn(
                    "lease lost task={} attempt={} fence={} reason={}",
                    hold.attempt().taskId(),
                    hold.attempt().attempt(),
                    hold.attempt().fence(),
                    why);
            hold.interrupt();
        }
    }
}
