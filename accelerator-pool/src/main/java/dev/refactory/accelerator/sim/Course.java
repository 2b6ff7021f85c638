package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One run of a simulation: calls arrive, groups fail or are slow. Used once.
final class Course {
    private final Simulation simulation;
    private final Admission admission;
    private final Supplier<ContextMemory> memories;
    private final List<GroupEngine> engines;
    private final Router routes;
    private final Outcomes outcomes;
    private final Answers answers;
    private final Mix mix;
    /// Groups that the pool knows of no more.
    private final List<GroupEngine> gone = new ArrayList<>();
    /// Of calls that were lost with their group: tokens of the answer that were handed out before.
    private final Map<Integer, Integer> handedOut = new HashMap<>();
    private int refused;
    private long promptTokens;
    private long answerTokens;
    private long again;

    Course(Simulation simulation, Admission admission, Mix mix, List<Slow> slow) {
        this.simulation = simulation;
        this.admission = admission;
        this.mix = mix;
        this.memories = simulation.memory().ofRun();
        this.routes = simulation.router().get();
        this.outcomes = new Outcomes(mix.arrivals().stream()
                .mapToLong(each -> each.call().arrivalPicos())
                .toArray());
        this.answers = new Answers() {
            @Override
            public void first(int call, long picos) {
                if (handedOut.getOrDefault(call, 0) == 0) {
                    outcomes.first(call, picos);
                }
            }

            @Override
            public void last(int call, long picos) {
                outcomes.last(call, picos);
            }
        };
        DeviceProfile.Pipeline usual = simulation.profile().pipeline();
        this.engines = IntStream.range(0, simulation.groups())
                .mapToObj(group -> slow.stream()
                        .filter(each -> each.group() == group)
                        .findFirst()
                        .map(each -> each.of(usual))
                        .orElse(usual))
                .map(this::group)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private GroupEngine group(DeviceProfile.Pipeline pipeline) {
        return new GroupEngine(
                pipeline,
                simulation.profile().pipeline(),
                memories.get(),
                simulation.policy().get(),
                answers);
    }

    /// @param outages of different groups, but not of all
    Simulation.Run run(List<Outage> outages) {
        List<GroupEngine> all = List.copyOf(engines);
        List<Outage> stops = outages.stream()
                .sorted(Comparator.comparingLong(Outage::atPicos))
                .toList();
        List<Outage> notices = new ArrayList<>(outages.stream()
                .sorted(Comparator.comparingLong(Outage::noticedPicos))
                .toList());
        List<Outage> returns = new ArrayList<>(outages.stream()
                .sorted(Comparator.comparingLong(Outage::backPicos))
                .toList());
        for (Mix.Arrival each : mix.arrivals()) {
            long now = each.call().arrivalPicos();
            while (!notices.isEmpty() && notices.getFirst().noticedPicos() <= now) {
                notice(all.get(notices.getFirst().group()), notices.removeFirst());
            }
            while (!returns.isEmpty() && returns.getFirst().backPicos() <= now) {
                returns.removeFirst();
                engines.add(group(simulation.profile().pipeline()));
            }
            advance(all, stops, now);
            arrive(each.call(), each.completionTokens());
        }
        notices.forEach(outage -> notice(all.get(outage.group()), outage));
        engines.forEach(GroupEngine::finish);
        check();
        return new Simulation.Run(
                mix,
                outcomes,
                refused,
                promptTokens,
                sum(GroupEngine::keptTokens),
                sum(GroupEngine::busyPicos),
                sum(GroupEngine::steps),
                sum(GroupEngine::setAside));
    }

    private long sum(ToLongFunction<GroupEngine> of) {
        return Stream.concat(engines.stream(), gone.stream()).mapToLong(of).sum();
    }

    private void advance(List<GroupEngine> all, List<Outage> stops, long now) {
        for (Outage outage : stops) {
            if (outage.atPicos() <= now && !all.get(outage.group()).isStopped()) {
                all.get(outage.group()).stopAt(outage.atPicos());
            }
        }
        engines.forEach(engine -> engine.advance(now));
    }

    private void arrive(Call call, int completionTokens) {
        GroupEngine engine = engines.get(routes.route(call, engines));
        boolean taken = admission.admits(call, engine) && engine.arrive(call, completionTokens);
        refused += taken ? 0 : 1;
        promptTokens += taken ? call.promptTokens() : 0;
        answerTokens += taken ? completionTokens - 1L : 0;
    }

    /// What it had not answered goes to others. What it had handed out of an answer is not computed as an answer
    /// again, but read as part of the prompt.
    private void notice(GroupEngine lost, Outage outage) {
        engines.forEach(engine -> engine.advance(outage.noticedPicos()));
        lost.stopAt(outage.atPicos());
        engines.remove(lost);
        gone.add(lost);
        for (GroupEngine.Left left : lost.surrender()) {
            Call call = left.call();
            handedOut.merge(call.id(), left.answered(), Integer::sum);
            Call rest = new Call(
                    call.id(),
                    outage.noticedPicos(),
                    call.promptTokens() + left.answered(),
                    call.maxCompletionTokens() - left.answered(),
                    call.prefixBlocks(),
                    call.tier(),
                    call.tenant(),
                    call.job());
            again += left.computed() + Math.max(0, left.answered() - 1);
            if (!engines.get(routes.route(rest, engines)).arrive(rest, left.length() - left.answered())) {
                throw new IllegalStateException(rest + " fits no device any more");
            }
        }
    }

    /// Tokens are computed once, but for those that were lost.
    private void check() {
        long computed = sum(GroupEngine::pipelineTokens);
        long kept = sum(GroupEngine::keptTokens);
        if (computed + kept != promptTokens + answerTokens + again) {
            throw new IllegalStateException(computed + " tokens were computed and " + kept + " kept, of "
                    + (promptTokens + answerTokens) + " and " + again + " again");
        }
        int answered = 0;
        for (int call = 0; call < outcomes.size(); call++) {
            answered += outcomes.answered(call) ? 1 : 0;
        }
        if (answered + refused != outcomes.size()) {
            throw new IllegalStateException(
                    answered + " were answered and " + refused + " refused, of " + outcomes.size());
        }
    }
}
