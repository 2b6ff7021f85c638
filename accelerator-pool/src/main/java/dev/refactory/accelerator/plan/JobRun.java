package dev.refactory.accelerator.plan;

import java.util.List;

/// What became of the jobs of some half-hours. Simulated.
///
/// @param groups of wafers that served them
/// @param halfHours those that count, in the order of time
/// @param firstLate the first jobs whose time was over before they were done, at most three
/// @param calls that were answered, of all jobs
/// @param promptTokens of all calls that arrived
/// @param keptTokens of those that were not computed
/// @param broken whether the run was stopped because the promise could not be kept any more
public record JobRun(
        int groups,
        long seed,
        List<HalfHour> halfHours,
        List<LateJob> firstLate,
        long calls,
        long promptTokens,
        long keptTokens,
        boolean broken) {
    public JobRun {
        halfHours = List.copyOf(halfHours);
        firstLate = List.copyOf(firstLate);
    }

    /// The jobs submitted in a half-hour.
    ///
    /// @param half of the week, from 0
    /// @param late jobs that were not done in time
    /// @param medianPicos from submission to last answer; of a run that was stopped, of the jobs that were done
    /// @param slowPicos the same at the percentile of the promise
    /// @param kept whether the promise was
    public record HalfHour(int half, int jobs, int late, long medianPicos, long slowPicos, boolean kept) {}

    /// The half-hour with the longest times at the promise's percentile, the first of them.
    public HalfHour worst() {
        HalfHour worst = halfHours.getFirst();
        for (HalfHour half : halfHours) {
            worst = half.slowPicos() > worst.slowPicos() ? half : worst;
        }
        return worst;
    }

    /// Whether the promise was kept in every half-hour.
    public boolean kept() {
        return !broken && halfHours.stream().allMatch(HalfHour::kept);
    }
}
