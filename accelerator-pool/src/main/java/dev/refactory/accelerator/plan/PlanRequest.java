package dev.refactory.accelerator.plan;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;

/// What is to be planned for.
///
/// @param jobsPerDay on the week's average, from 1 to [#MAX_JOBS_PER_DAY]
/// @param slo what jobs are promised in every half-hour
/// @param mix which jobs
/// @param shape when they come
/// @param seeds as many random weeks are looked at, from 1 to [#MAX_SEEDS]
/// @param wholeWeek whether the answer is checked on whole weeks instead of sampled half-hours
public record PlanRequest(long jobsPerDay, JobSlo slo, JobMix mix, WeekShape shape, int seeds, boolean wholeWeek) {
    public static final long MAX_JOBS_PER_DAY = 100_000_000;
    public static final int MAX_SEEDS = 32;

    /// @throws RefactoryException `invalid_parameter` for numbers out of range
    public PlanRequest {
        if (jobsPerDay < 1 || jobsPerDay > MAX_JOBS_PER_DAY) {
            throw fault(
                    "jobs-per-day",
                    "Between 1 and " + MAX_JOBS_PER_DAY + " jobs a day can be planned for, not " + jobsPerDay + ".");
        } else if (seeds < 1 || seeds > MAX_SEEDS) {
            throw fault("seeds", "Between 1 and " + MAX_SEEDS + " seeds can be looked at, not " + seeds + ".");
        }
    }

    private static RefactoryException fault(String subject, String sentence) {
        return new RefactoryException(ErrorCode.INVALID_PARAMETER, subject, sentence);
    }
}
