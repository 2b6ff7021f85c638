package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Router;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Groups of wafers that serve a workload together: a router gives each call that arrives to one of them.
///
/// @param groups at least 1
/// @param maxCompletionTokens what every call may answer at most, as far as a policy knows
public record Simulation(
        DeviceProfile profile,
        int groups,
        Supplier<? extends BatchPolicy> policy,
        Supplier<? extends ContextMemory> memory,
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
        Supplier<ContextMemory> memory =
                () -> new ReservedMemory(profile.memory().contextTokens());
        return new Simulation(profile, 1, policy, memory, Router::leastCalls, workload, maxCompletionTokens);
    }

    /// What became of it.
    ///
    /// @param refused calls that fit no device
    /// @param keptTokens of prompts that were not computed, because an earlier prompt began alike
    /// @param busyPicos in which steps ran, of all groups together
    /// @param steps of all groups together
    public record Run(Outcomes outcomes, int refused, long promptTokens, long keptTokens, long busyPicos, long steps) {}

    /// Equal inputs, equal results, on any machine.
    ///
    /// @param perSecond calls that arrive in a second at all groups together
    public Run run(double perSecond) {
        Mix.Source only = new Mix.Source(workload, perSecond, ServiceTier.STANDARD, "");
        return run(Mix.of(List.of(only), maxCompletionTokens));
    }

    /// The same with calls of several sources, instead of the workload's.
    public Run run(Mix mix) {
        List<Mix.Arrival> arrivals = mix.arrivals();
        Outcomes outcomes = new Outcomes(
                arrivals.stream().mapToLong(each -> each.call().arrivalPicos()).toArray());
        List<GroupEngine> engines = Stream.generate(
                        () -> new GroupEngine(profile.pipeline(), memory.get(), policy.get(), outcomes))
                .limit(groups)
                .toList();
        Router routes = router.get();
        int refused = 0;
        long prompts = 0;
        long answers = 0;
        for (Mix.Arrival each : arrivals) {
            for (GroupEngine engine : engines) {
                engine.advance(each.call().arrivalPicos());
            }
            GroupEngine engine = engines.get(routes.route(each.call(), engines));
            boolean taken = engine.arrive(each.call(), each.completionTokens());
            refused += taken ? 0 : 1;
            prompts += taken ? each.call().promptTokens() : 0;
            answers += taken ? each.completionTokens() - 1L : 0;
        }
        engines.forEach(GroupEngine::finish);
        long computed = engines.stream().mapToLong(GroupEngine::pipelineTokens).sum();
        long kept = engines.stream().mapToLong(GroupEngine::keptTokens).sum();
        if (computed + kept != prompts + answers) {
            throw new IllegalStateException(
                    computed + " tokens were computed and " + kept + " kept, of " + (prompts + answers));
        }
        long busy = engines.stream().mapToLong(GroupEngine::busyPicos).sum();
        long steps = engines.stream().mapToLong(GroupEngine::steps).sum();
        return new Run(outcomes, refused, prompts, kept, busy, steps);
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

    /// The share of the calls of one source whose promise was kept, likewise.
    public double attainment(Run run, Mix mix, int source, Slo slo) {
        long fixed = profile.pipeline().fixedNanos() * PICOS;
        List<Mix.Arrival> of =
                mix.arrivals().stream().filter(each -> each.source() == source).toList();
        long kept = of.stream()
                .filter(each -> run.outcomes().answered(each.call().id()))
                .filter(each -> slo.isKept(
                        fixed + run.outcomes().firstToken(each.call().id()),
                        fixed + run.outcomes().total(each.call().id()),
                        each.completionTokens()))
                .count();
        return of.isEmpty() ? 1 : (double) kept / of.size();
    }

    /// Times to the first token of the calls of one source, in picoseconds, the one that a share of them do not
    /// exceed; what is fixed included.
    public long firstTokenTime(Run run, Mix mix, int source, double share) {
        long[] times = mix.arrivals().stream()
                .filter(each -> each.source() == source
                        && run.outcomes().answered(each.call().id()))
                .mapToLong(each -> run.outcomes().firstToken(each.call().id())
                        + profile.pipeline().fixedNanos() * PICOS)
                .sorted()
                .toArray();
        return percentile(times, share);
    }

    /// When the last call of a source was answered, in picoseconds.
    public static long lastAnswer(Run run, Mix mix, int source) {
        return mix.arrivals().stream()
                .filter(each -> each.source() == source
                        && run.outcomes().answered(each.call().id()))
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

    /// The mean time to the first token of the calls that were answered, in picoseconds, likewise.
    public double meanFirstTokenTime(Run run) {
        return IntStream.range(0, run.outcomes().size())
                        .filter(run.outcomes()::answered)
                        .mapToLong(run.outcomes()::firstToken)
                        .average()
                        .orElse(0)
                + profile.pipeline().fixedNanos() * PICOS;
    }

    private static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
