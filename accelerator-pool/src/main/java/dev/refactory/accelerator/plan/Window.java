package dev.refactory.accelerator.plan;

import java.util.Arrays;

/// The jobs of a half-hour that counts. Not thread-safe.
final class Window {
    private final int half;
    private final JobSlo slo;
    private final int jobs;
    private final long allowed;
    private final long[] times;
    private int done;
    private int late;

    Window(int half, int jobs, JobSlo slo) {
        this.half = half;
        this.slo = slo;
        this.jobs = jobs;
        this.allowed = slo.allowed(jobs);
        this.times = new long[jobs];
    }

    /// A job took so long.
    void done(long picos) {
        times[done++] = picos;
    }

    /// A job's time is over.
    ///
    /// @return whether too many are late now
    boolean late() {
        return ++late > allowed;
    }

    /// All are done, and those that took too long were late.
    ///
    /// @throws IllegalStateException when not
    void check() {
        long slow = Arrays.stream(times).filter(time -> time > slo.picos()).count();
        if (done != jobs || slow != late) {
            throw new IllegalStateException("Of " + jobs + " jobs of half-hour " + half + ", " + done + " are done, "
                    + slow + " took too long and " + late + " were late");
        }
    }

    JobRun.HalfHour halfHour() {
        long[] sorted = Arrays.copyOf(times, done);
        Arrays.sort(sorted);
        long median = done == 0 ? 0 : sorted[(done - 1) / 2];
        int rank = (int) Math.min(slo.rank(jobs), done);
        return new JobRun.HalfHour(half, jobs, late, median, rank == 0 ? 0 : sorted[rank - 1], late <= allowed);
    }
}
