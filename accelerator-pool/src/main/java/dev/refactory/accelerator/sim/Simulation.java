package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.trace.TraceCall;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// One group of wafers that serves a workload under a policy.
///
/// @param maxCompletionTokens what every call may answer at most, as far as a policy knows
public record Simulation(
        DeviceProfile profile, Supplier<? extends BatchPolicy> policy, Workload workload, int maxCompletionTokens) {
    private static final long PICOS = 1000;
    private static final int BISECTIONS = 11;

    /// What became of it.
    ///
    /// @param refused calls that fit no device
    /// @param pipelineTokens of prompts and answers, as the device computed them
    public record Run(Outcomes outcomes, int refused, long pipelineTokens, long busyPicos, long steps) {}

    /// Equal inputs, equal results, on any machine.
    ///
    /// @param perSecond calls that arrive in a second
    public Run run(double perSecond) {
        long[] arrivals = workload.arrivals(perSecond);
        Outcomes outcomes = new Outcomes(arrivals);
        GroupEngine engine = new GroupEngine(
                profile.pipeline(), new ReservedMemory(profile.memory().contextTokens()), policy.get(), outcomes);
        int refused = 0;
        long tokens = 0;
        for (int i = 0; i < arrivals.length; i++) {
            TraceCall call = workload.calls().get(i);
            int limit = Math.max(maxCompletionTokens, call.completionTokens());
            boolean taken =
                    engine.arrive(new Call(i, arrivals[i], call.promptTokens(), limit), call.completionTokens());
            refused += taken ? 0 : 1;
            tokens += taken ? call.promptTokens() + call.completionTokens() - 1L : 0;
        }
        engine.finish();
        if (engine.pipelineTokens() != tokens) {
            throw new IllegalStateException(engine.pipelineTokens() + " tokens were computed, not " + tokens);
        }
        return new Run(outcomes, refused, engine.pipelineTokens(), engine.busyPicos(), engine.steps());
    }

    /// The share of all calls whose promise was kept; what was refused counts as broken.
    public double attainment(Run run, Slo slo) {
        long fixed = profile.pipeline().fixedNanos() * PICOS;
        int kept = 0;
        for (int i = 0; i < run.outcomes().size(); i++) {
            int tokens = workload.calls().get(i).completionTokens();
            if (run.outcomes().answered(i)
                    && slo.isKept(
                            fixed + run.outcomes().firstToken(i),
                            fixed + run.outcomes().total(i),
                            tokens)) {
                kept++;
            }
        }
        return (double) kept / run.outcomes().size();
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
        double bound = Bounds.of(profile, workload).callsPerSecond();
        double low = bound / 1000;
        double high = bound * 1.2;
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
    public static long tokenTime(Run run, Workload workload, double share) {
        long[] times = IntStream.range(0, run.outcomes().size())
                .filter(call -> run.outcomes().answered(call)
                        && workload.calls().get(call).completionTokens() > 1)
                .mapToLong(call -> (run.outcomes().total(call) - run.outcomes().firstToken(call))
                        / (workload.calls().get(call).completionTokens() - 1))
                .sorted()
                .toArray();
        return percentile(times, share);
    }

    /// Time to the first token, in picoseconds, likewise, what is fixed included.
    public long firstTokenTime(Run run, double share) {
        long[] times = IntStream.range(0, run.outcomes().size())
                .filter(run.outcomes()::answered)
                .mapToLong(call ->
                        run.outcomes().firstToken(call) + profile.pipeline().fixedNanos() * PICOS)
                .sorted()
                .toArray();
        return percentile(times, share);
    }

    private static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
