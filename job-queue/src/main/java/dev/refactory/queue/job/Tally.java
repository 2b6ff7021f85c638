package dev.refactory.queue.job;

/// What a job has come to so far; goes on from stage to stage.
///
/// @param version grows with every change
/// @param sequence of the last event
/// @param attempts that have ended and count
public record Tally(long version, long sequence, int attempts, Usage usage) {
    public static final Tally NONE = new Tally(0, 0, 0, Usage.NONE);

    Tally changed() {
        return new Tally(version + 1, sequence, attempts, usage);
    }

    Tally told() {
        return new Tally(version, sequence + 1, attempts, usage);
    }

    Tally attempted(Usage used) {
        return new Tally(version, sequence, attempts + 1, usage.plus(used));
    }
}
