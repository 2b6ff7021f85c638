package dev.refactory.accelerator.sim;

/// A group that stops for good, with all it holds.
///
/// @param group place in the pool, from 0
/// @param atPicos when it stops
/// @param noticedPicos when the pool learns of it, no earlier; until then calls are routed to it as before
public record Outage(int group, long atPicos, long noticedPicos) {
    public Outage {
        if (noticedPicos < atPicos) {
            throw new IllegalArgumentException("noticed at " + noticedPicos + ", before " + atPicos);
        }
    }
}
