package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.accelerator.schedule.Router;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Groups of wafers that serve a workload together: a router gives each call that arrives to one of them.
///
/// @param groups at least 1
/// @param maxCompletionTokens what every call may answer at most, as far as a policy knows
public record Simulation(
        DeviceProfile profile,
        int groups,
        Supplier<? extends BatchPolicy> policy,
        Memories memory,
        Supplier<Router> router,
        Workload workload,
        int maxCompletionTokens) {
    private static final long PICOS = 1000;
    private static final int BISECTIONS = 11;
    /// What is kept of prompts lets more calls through than the bound, which knows of none.
    private static final double HEADROOM = 2;

    /// One group that keeps nothing.
    public static Simulation ofOne(
            DeviceProfile profile, Supplier<? extends BatchPolicy> policy, Workload workload, int maxCompletionTokens) {
        Memories memory = () -> new ReservedMemory(profile.memory().contextTokens());
        return new Simulation(profile, 1, policy, memory, Router::leastCalls, workload, maxCompletionTokens);
    }

    /// What became of it.
    ///
    /// @param mix the calls that came
    /// @param refused calls that fit no device, or were not taken in
    /// @param keptTokens of prompts that were not computed, because an earlier prompt began alike
    /// @param busyPicos in which steps ran, of all groups together
    /// @param steps of all groups together
    /// @param setAside how often a stream was, for want of room
    /// @param copied calls that a second group was asked for as well
    public record Run(
            Mix mix,
            Outcomes outcomes,
            int refused,
            long promptTokens,
            long keptTokens,
            long busyPicos,
            long steps,
            long setAside,
            int copied) {}

    /// Equal inputs, equal results, on any machine.
    ///
    /// @param perSecond calls that arrive in a second at all groups together
    public Run run(double perSecond) {
        Mix.Source only = new Mix.Source(workload, perSecond, ServiceTier.STANDARD, "");
        return run(Mix.of(List.of(only), maxCompletionTokens));
    }

    /// The same with calls of several sources, instead of the workload's.
    public Run run(Mix mix) {
        return run(mix, Admission.everybody(), List.of());
    }

    /// The same where not everybody is taken in, and groups fail.
    ///
    /// @param outages of different groups, but not of all
    public Run run(Mix mix, Admission admission, List<Outage> outages) {
        return run(mix, admission, outages, List.of());
    }

    /// The same where groups are slow besides, from the beginning.
    ///
    /// @param slow different groups
    public Run run(Mix mix, Admission admission, List<Outage> outages, List<Slow> slow) {
        return new Course(this, admission, mix, slow, null).run(outages);
    }

    /// The same where a second group is asked for what the first has owed for long.
    ///
    /// @param hedging of this run alone; what it is told are picoseconds to the first token, for each token of
    ///     the prompt
    public Run run(Mix mix, Admission admission, List<Outage> outages, List<Slow> slow, Hedging hedging) {
        return new Course(this, admission, mix, slow, hedging).run(outages);
    }

    /// The share of all calls whose promise was kept; what was refused counts as broken.
    public double attainment(Run run, Slo slo) {
        return attainment(run, run.mix(), slo);
    }

    /// The same of some of the calls.
    ///
    /// @return 1 when there are none
    public double attainment(Run run, Mix of, Slo slo) {
        long fixed = fixedPicos();
        long kept = answered(run, of)
                .filter(each -> slo.isKept(
                        fixed + run.outcomes().firstToken(each.call().id()),
                        fixed + run.outcomes().total(each.call().id()),
                        each.completionTokens()))
                .count();
        return of.arrivals().isEmpty() ? 1 : (double) kept / of.arrivals().size();
    }

    private static Stream<Mix.Arrival> answered(Run run, Mix of) {
        return of.arrivals().stream()
                .filter(each -> run.outcomes().answered(each.call().id()));
    }

    private long fixedPicos() {
        return profile.pipeline().fixedNanos() * PICOS;
    }

    /// When the last of some calls was answered, in picoseconds; 0 when none was.
    public static long lastAnswer(Run run, Mix of) {
        return answered(run, of)
                .mapToLong(each -> each.call().arrivalPicos()
                        + run.outcomes().total(each.call().id()))
                .max()
                .orElse(0);
    }

    /// The most calls a second of which so many keep their promise, by bisection.
    ///
    /// @param share for example 0.99
    /// @return 0 when not even a thousandth of the bound does
    public double goodput(Slo slo, double share) {
        return goodput(slo, share, this::run);
    }

    /// The same, where somebody looks on.
    ///
    /// @param runner what [#run] does
    public double goodput(Slo slo, double share, DoubleFunction<Run> runner) {
        double bound = Bounds.of(profile, workload).callsPerSecond() * groups;
        double low = bound / 1000;
        double high = bound * HEADROOM;
        if (attainment(runner.apply(low), slo) < share) {
            return 0;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = Math.sqrt(low * high);
            if (attainment(runner.apply(middle), slo) >= share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Time per token after the first, in picoseconds: of the calls that were answered in two tokens or
    /// more, the one that a share of them do not exceed.
    ///
    /// @param share for example 0.99
    /// @return 0 when there is no such call
    public static long tokenTime(Run run, double share) {
        return percentile(
                answered(run, run.mix())
                        .filter(each -> each.completionTokens() > 1)
                        .mapToLong(each -> (run.outcomes().total(each.call().id())
                                        - run.outcomes().firstToken(each.call().id()))
                                / (each.completionTokens() - 1)),
                share);
    }

    /// Time to the first token, in picoseconds, likewise, what is fixed included.
    public long firstTokenTime(Run run, double share) {
        return firstTokenTime(run, run.mix(), share);
    }

    /// The same of some of the calls.
    public long firstTokenTime(Run run, Mix of, double share) {
        return percentile(firstTokens(run, of), share);
    }

    /// The mean time to the first token of the calls that were answered, in picoseconds, likewise.
    public double meanFirstTokenTime(Run run) {
        return firstTokens(run, run.mix()).average().orElse(0);
    }

    private LongStream firstTokens(Run run, Mix of) {
        long fixed = fixedPicos();
        return answered(run, of)
                .mapToLong(each -> fixed + run.outcomes().firstToken(each.call().id()));
    }

    private static long percentile(LongStream values, double share) {
        long[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
