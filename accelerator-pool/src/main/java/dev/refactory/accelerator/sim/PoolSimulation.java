package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.trace.TraceCall;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Groups of wafers that serve a workload together: a router gives each call that arrives to one of them.
///
/// @param groups at least 1
/// @param maxCompletionTokens what every call may answer at most, as far as a policy knows
public record PoolSimulation(
        DeviceProfile profile,
        int groups,
        Supplier<? extends BatchPolicy> policy,
        Supplier<? extends ContextMemory> memory,
        Supplier<Router> router,
        Workload workload,
        int maxCompletionTokens) {
    /// What became of it.
    ///
    /// @param refused calls that fit no device
    /// @param keptTokens of prompts that were not computed, because an earlier prompt began alike
    /// @param busyPicos of all groups together
    public record Run(Outcomes outcomes, int refused, long promptTokens, long keptTokens, long busyPicos) {}

    /// Equal inputs, equal results, on any machine.
    ///
    /// @param perSecond calls that arrive in a second at all groups together
    public Run run(double perSecond) {
        long[] arrivals = workload.arrivals(perSecond);
        Outcomes outcomes = new Outcomes(arrivals);
        List<GroupEngine> engines = Stream.generate(
                        () -> new GroupEngine(profile.pipeline(), memory.get(), policy.get(), outcomes))
                .limit(groups)
                .toList();
        Router routes = router.get();
        int refused = 0;
        long prompts = 0;
        long answers = 0;
        for (int i = 0; i < arrivals.length; i++) {
            TraceCall call = workload.calls().get(i);
            int limit = Math.max(maxCompletionTokens, call.completionTokens());
            Call arriving = new Call(i, arrivals[i], call.promptTokens(), limit, call.prefixBlocks());
            for (GroupEngine engine : engines) {
                engine.advance(arrivals[i]);
            }
            boolean taken = engines.get(routes.route(arriving, engines)).arrive(arriving, call.completionTokens());
            refused += taken ? 0 : 1;
            prompts += taken ? call.promptTokens() : 0;
            answers += taken ? call.completionTokens() - 1L : 0;
        }
        engines.forEach(GroupEngine::finish);
        long computed = engines.stream().mapToLong(GroupEngine::pipelineTokens).sum();
        long kept = engines.stream().mapToLong(GroupEngine::keptTokens).sum();
        if (computed + kept != prompts + answers) {
            throw new IllegalStateException(
                    computed + " tokens were computed and " + kept + " kept, of " + (prompts + answers));
        }
        long busy = engines.stream().mapToLong(GroupEngine::busyPicos).sum();
        return new Run(outcomes, refused, prompts, kept, busy);
    }
}
