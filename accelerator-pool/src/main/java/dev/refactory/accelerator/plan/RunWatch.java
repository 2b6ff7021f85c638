package dev.refactory.accelerator.plan;

/// Looks on while jobs are simulated. Times are picoseconds since the beginning of the week. Told in the
/// order of time.
interface RunWatch {
    RunWatch NOBODY = new RunWatch() {};

    /// How often [#sampled] is told; never by default.
    default long samplePicos() {
        return Long.MAX_VALUE;
    }

    /// A job was submitted.
    default void submitted(long job, JobTemplate template, long picos) {}

    /// One of its calls is at a group.
    default void arrived(long job, int place, int group, long picos) {}

    /// One of its calls has its last token.
    default void answered(long job, int place, long picos) {}

    /// Whether [#late] is to be told now; the first few are always.
    default boolean wantsLate() {
        return false;
    }

    /// A job's time was over before it was done.
    default void late(LateJob job) {}

    /// How many calls wait and run in each group.
    default void sampled(long picos, int[] waiting, int[] running) {}
}
