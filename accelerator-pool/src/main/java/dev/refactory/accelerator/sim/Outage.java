package dev.refactory.accelerator.sim;

/// A group that stops, with all it holds.
///
/// @param group place in the pool, from 0
/// @param atPicos when it stops
/// @param noticedPicos when the pool learns of it, no earlier; until then calls are routed to it as before
/// @param backPicos when an empty one takes its place, no earlier; [#NEVER] for none
public record Outage(int group, long atPicos, long noticedPicos, long backPicos) {
    public static final long NEVER = Long.MAX_VALUE;

    public Outage {
        if (noticedPicos < atPicos || backPicos < noticedPicos) {
            throw new IllegalArgumentException(
                    "noticed at " + noticedPicos + " and back at " + backPicos + ", but stopped at " + atPicos);
        }
    }

    /// One that is for good.
    public Outage(int group, long atPicos, long noticedPicos) {
        this(group, atPicos, noticedPicos, NEVER);
    }
}
