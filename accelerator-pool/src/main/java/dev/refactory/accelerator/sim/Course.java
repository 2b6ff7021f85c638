package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.accelerator.schedule.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of a simulation: calls arrive, groups fail or are slow. Used once.
final class Course {
    private final Simulation simulation;
    private final Admission admission;
    private final Supplier<ContextMemory> memories;
    private final List<GroupEngine> engines;
    private final List<GroupEngine> atFirst;
    private final List<Outage> stops = new ArrayList<>();
    private final Router routes;
    private final Outcomes outcomes;
    private final SecondCopies copies;
    private final Mix mix;
    /// Groups that the pool knows of no more.
    private final List<GroupEngine> gone = new ArrayList<>();
    /// Calls that were lost with their group after their first token had been handed out.
    private final Set<Integer> brokenOff = new HashSet<>();
    private int refused;
    private long promptTokens;
    private long answerTokens;
    private long again;

    Course(Simulation simulation, Admission admission, Mix mix, List<Slow> slow, @Nullable Hedging hedging) {
        this.simulation = simulation;
        this.admission = admission;
        this.mix = mix;
        this.memories = simulation.memory().ofRun();
        this.routes = simulation.router().get();
        this.outcomes = new Outcomes(mix.arrivals().stream()
                .mapToLong(each -> each.call().arrivalPicos())
                .toArray());
        this.copies = new SecondCopies(hedging, outcomes);
        this.engines = IntStream.range(0, simulation.groups())
                .mapToObj(group -> slow.stream()
                        .filter(each -> each.group() == group)
                        .findFirst()
                        .orElse(new Slow(group, 1)))
                .map(this::group)
                .collect(Collectors.toCollection(ArrayList::new));
        this.atFirst = List.copyOf(engines);
    }

    private GroupEngine group(Slow slow) {
        Told told = new Told();
        DeviceProfile.Pipeline usual = simulation.profile().pipeline();
        GroupEngine engine = new GroupEngine(
                slow.of(usual),
                usual,
                slow.untilPicos(),
                memories.get(),
                simulation.policy().get(),
                told);
        told.by = engine;
        return engine;
    }

    /// What one group computes.
    private final class Told implements Answers {
        private @Nullable GroupEngine by;

        @Override
        public void first(int call, long picos) {
            if (!brokenOff.contains(call)) {
                copies.first(Objects.requireNonNull(by), call, picos);
            }
        }

        @Override
        public void last(int call, long picos) {
            copies.last(Objects.requireNonNull(by), call, picos);
        }
    }

    /// @param outages of different groups, but not of all
    Simulation.Run run(List<Outage> outages) {
        stops.addAll(outages);
        List<Outage> notices = new ArrayList<>(outages.stream()
                .sorted(Comparator.comparingLong(Outage::noticedPicos))
                .toList());
        List<Outage> returns = new ArrayList<>(outages.stream()
                .sorted(Comparator.comparingLong(Outage::backPicos))
                .toList());
        for (Mix.Arrival each : mix.arrivals()) {
            long now = each.call().arrivalPicos();
            while (!notices.isEmpty() && notices.getFirst().noticedPicos() <= now) {
                notice(atFirst.get(notices.getFirst().group()), notices.removeFirst());
            }
            while (!returns.isEmpty() && returns.getFirst().backPicos() <= now) {
                engines.add(group(new Slow(returns.removeFirst().group(), 1)));
            }
            advance(now);
            copies.settle();
            ask(now);
            arrive(each.call(), each.completionTokens());
        }
        notices.forEach(outage -> notice(atFirst.get(outage.group()), outage));
        engines.forEach(GroupEngine::finish);
        copies.settle();
        check();
        return new Simulation.Run(
                mix,
                outcomes,
                refused,
                promptTokens,
                sum(GroupEngine::keptTokens),
                sum(GroupEngine::busyPicos),
                sum(GroupEngine::steps),
                sum(GroupEngine::setAside),
                copies.copied());
    }

    private long sum(ToLongFunction<GroupEngine> of) {
        return Stream.concat(engines.stream(), gone.stream()).mapToLong(of).sum();
    }

    private void advance(long now) {
        for (Outage outage : stops) {
            if (outage.atPicos() <= now && !atFirst.get(outage.group()).isStopped()) {
                atFirst.get(outage.group()).stopAt(outage.atPicos());
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
        if (taken) {
            copies.sent(call, completionTokens, engine);
        }
    }

    /// Second groups for what is owed for long.
    private void ask(long now) {
        SecondCopies.Sent late = engines.size() > 1 ? copies.next(now) : null;
        while (late != null) {
            List<GroupEngine> others = new ArrayList<>(engines);
            others.remove(late.to());
            Call copy = at(late.call(), now, 0);
            GroupEngine other = others.get(routes.route(copy, others));
            if (!other.arrive(copy, late.length())) {
                throw new IllegalStateException(copy + " fits no second device");
            }
            copies.copied(late, copy, other);
            late = copies.next(now);
        }
    }

    /// What is left of a call, as if it came at another time.
    private static Call at(Call call, long picos, int answered) {
        return new Call(
                call.id(),
                picos,
                call.promptTokens() + answered,
                call.maxCompletionTokens() - answered,
                call.prefixBlocks(),
                call.tier(),
                call.tenant(),
                call.job());
    }

    /// What it had not answered goes to others. What it had handed out of an answer is not computed as an answer
    /// again, but read as part of the prompt.
    private void notice(GroupEngine lost, Outage outage) {
        advance(outage.noticedPicos());
        engines.remove(lost);
        gone.add(lost);
        copies.settle();
        for (GroupEngine.Left left : copies.lost(lost, lost.surrender(), outage.noticedPicos())) {
            Call call = left.call();
            if (outcomes.begun(call.id())) {
                brokenOff.add(call.id());
            }
            Call rest = at(call, outage.noticedPicos(), left.answered());
            again += left.computed() + Math.max(0, left.answered() - 1);
            GroupEngine engine = engines.get(routes.route(rest, engines));
            int length = left.length() - left.answered();
            if (!engine.arrive(rest, length)) {
                throw new IllegalStateException(rest + " fits no device any more");
            }
            if (!brokenOff.contains(call.id())) {
                copies.sent(rest, length, engine);
            }
        }
    }

    /// Tokens are computed once, but for those that were lost.
    private void check() {
        long computed = sum(GroupEngine::pipelineTokens);
        long kept = sum(GroupEngine::keptTokens);
        if (computed + kept != promptTokens + answerTokens + again + copies.tokens()) {
            throw new IllegalStateException(computed + " tokens were computed and " + kept + " kept, of "
                    + (promptTokens + answerTokens) + ", " + again + " again and " + copies.tokens()
                    + " of second copies");
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
