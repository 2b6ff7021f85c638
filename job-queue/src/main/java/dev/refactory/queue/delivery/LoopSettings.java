package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Role;
import java.time.Duration;

/// How one process works off the tasks of a role.
///
/// @param worker names the process in leases and logs, unique among processes
/// @param slots how many tasks run at once, 1 to 256
/// @param leaseTtl how long a claim holds without renewal; the store's own setting
/// @param renewEvery how often leases are renewed
/// @param margin how long before a lease ends its holder lets go: covers what a claim took to answer
/// @param quiet how long a connected doorbell may be silent before the store is asked
/// @param pollEvery how often the store is asked while the doorbell is cut off
public record LoopSettings(
        Role role,
        String worker,
        int slots,
        Duration leaseTtl,
        Duration renewEvery,
        Duration margin,
        Duration quiet,
        Duration pollEvery) {
    /// How long [TaskLoop#close()] waits for running tasks.
    static final Duration DRAIN = Duration.ofSeconds(10);

    public LoopSettings {
        if (slots < 1 || slots > 256) {
            throw new IllegalArgumentException("slots is 1 to 256, not " + slots);
        }
        if (renewEvery.multipliedBy(2).plus(margin).compareTo(leaseTtl) > 0) {
            throw new IllegalArgumentException("a lease of " + leaseTtl + " leaves no second try to a renewal every "
                    + renewEvery + " with a margin of " + margin);
        }
    }

    /// Leases of 10 s, renewed every 2 s, let go 2 s early. The store is asked after 1 s of silence, since a broker may
    /// keep an announcement for a member that is gone, or every 250 ms without a broker.
    public static LoopSettings of(Role role, String worker, int slots) {
        return new LoopSettings(
                role,
                worker,
                slots,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(250));
    }
}
