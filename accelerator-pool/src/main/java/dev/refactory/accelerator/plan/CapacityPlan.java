package dev.refactory.accelerator.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many wafers some jobs need. Simulated: nothing in it was measured on a wafer.
///
/// @param device name of the profile
/// @param wafersPerGroup wafers that hold one copy of the model
/// @param request what was planned for
/// @param peak the half-hour of the week with the greatest load, from 0
/// @param peakFactor its load in means of the week
/// @param jobsPerSecond that come in it
/// @param leastGroups what the seed needs that needs fewest; @param mostGroups that needs most
/// @param bounds what the peak needs whatever waits
/// @param binding what is used most with one group fewer, where the promise breaks
/// @param chosen the fewest groups that keep the promise for every seed, and in every half-hour looked at
/// @param fewer one group less, where the promise is broken for at least one seed; null when that is none
/// @param calls that were simulated, of all runs
public record CapacityPlan(
        String device,
        int wafersPerGroup,
        PlanRequest request,
        int peak,
        double peakFactor,
        double jobsPerSecond,
        int leastGroups,
        int mostGroups,
        PlanBounds bounds,
        PlanBounds.Binding binding,
        Point chosen,
        @Nullable Point fewer,
        long calls) {
    /// What SemiAnalysis computes for an hour of one system with its capital and its power (2025): an analyst's
    /// model, not a price.
    public static final double DOLLARS_PER_WAFER_HOUR = 41.96;

    /// What a system of one wafer draws at most, by its specification.
    public static final int KILOWATTS_PER_WAFER = 23;

    private static final int HOURS_PER_DAY = 24;

    /// A size, and how the jobs fared.
    ///
    /// @param groups of wafers
    /// @param runs the peak half-hour, or the whole week, once for each seed in their order
    /// @param samples other half-hours, each with one seed
    public record Point(int groups, List<JobRun> runs, List<JobRun> samples) {
        public Point {
            runs = List.copyOf(runs);
            samples = List.copyOf(samples);
        }

        /// Whether the promise is kept wherever was looked.
        public boolean kept() {
            return runs.stream().allMatch(JobRun::kept) && samples.stream().allMatch(JobRun::kept);
        }

        /// Seeds that keep the promise.
        public long seedsKept() {
            return runs.stream().filter(JobRun::kept).count();
        }
    }

    /// Wafers of the chosen size.
    public int wafers() {
        return chosen.groups() * wafersPerGroup;
    }

    /// What the chosen size costs in an hour, at [#DOLLARS_PER_WAFER_HOUR].
    public double dollarsPerHour() {
        return wafers() * DOLLARS_PER_WAFER_HOUR;
    }

    /// What a job costs when the size stands all week.
    public double dollarsPerJob() {
        return dollarsPerHour() * HOURS_PER_DAY / request.jobsPerDay();
    }

    /// At most, for all wafers.
    public int kilowatts() {
        return wafers() * KILOWATTS_PER_WAFER;
    }
}
