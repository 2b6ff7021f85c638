package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Iteration;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What [GroupEngine] does, the slow way: one step at a time, every stream counted anew in every step, the
/// policy asked before each.
final class SteppedEngine {
    private final DeviceProfile.Pipeline pipeline;
    private final ContextMemory memory;
    private final BatchPolicy policy;
    private final List<Running> running = new ArrayList<>();
    private final Map<Integer, Long> first = new TreeMap<>();
    private final Map<Integer, Long> last = new TreeMap<>();
    private final Map<Integer, Integer> lengths = new TreeMap<>();
    private long now;
    /// Of the steps since the streams changed; they are summed before they are rounded.
    private BigInteger sum = BigInteger.ZERO;
    private long sumStart;
    private int handedOut = -1;
    private long tokens;
    private long setAside;

    private static final class Running {
        final Call call;
        long readyPicos;
        int computed;
        int planned;
        int answered;

        Running(Call call, ContextMemory.Held held) {
            this.call = call;
            this.readyPicos = held.readyPicos();
            this.computed = held.kept().tokens();
        }

        boolean aside;
        boolean returning;

        boolean decodes() {
            return computed == call.promptTokens() && !aside && !returning;
        }
    }

    SteppedEngine(DeviceProfile.Pipeline pipeline, ContextMemory memory, BatchPolicy policy) {
        this.pipeline = pipeline;
        this.memory = memory;
        this.policy = policy;
    }

    long tokens() {
        return tokens;
    }

    long setAside() {
        return setAside;
    }

    Map<Integer, Long> first() {
        return first;
    }

    Map<Integer, Long> last() {
        return last;
    }

    /// Serves all calls, by arrival.
    void run(List<Call> calls, List<Integer> completionTokens) {
        Deque<Call> coming = new ArrayDeque<>(calls);
        boolean idle = true;
        while (!coming.isEmpty() || !idle) {
            if (idle) {
                now = Math.max(now, coming.element().arrivalPicos());
            }
            arrivals(coming, completionTokens);
            comeBack();
            policy.plan(new View());
            idle = running.isEmpty();
            if (running.stream().anyMatch(each -> each.decodes() || each.readyPicos <= now && !each.aside)) {
                pass();
                // Who came while the step ran was there before it ended.
                arrivals(coming, completionTokens);
                done();
            } else if (!idle) {
                now = awaken(
                        coming.isEmpty() ? Long.MAX_VALUE : coming.element().arrivalPicos());
            }
        }
    }

    private void arrivals(Deque<Call> coming, List<Integer> completionTokens) {
        while (!coming.isEmpty() && coming.element().arrivalPicos() <= now) {
            Call call = coming.remove();
            if (memory.fits(call)) {
                lengths.put(call.id(), completionTokens.get(call.id()));
                policy.arrived(call);
            }
        }
    }

    /// Nothing can be computed before a prompt is back, or a call arrives.
    private long awaken(long arrival) {
        return Math.min(
                arrival,
                running.stream()
                        .filter(each -> !each.aside)
                        .mapToLong(each -> each.readyPicos)
                        .min()
                        .orElse(arrival));
    }

    private void comeBack() {
        for (Running each : running) {
            if (each.returning && each.readyPicos <= now) {
                each.returning = false;
                memory.resumed(each.call);
                sum = BigInteger.ZERO;
            }
        }
    }

    /// The time of a step.
    private void pass() {
        long contexts = 0;
        long count = 0;
        boolean prompts = false;
        for (Running each : running) {
            if (each.decodes()) {
                count++;
                contexts += each.call.promptTokens() + each.answered;
            }
            for (int i = 0; i < each.planned; i++) {
                count++;
                contexts += each.computed + i;
                prompts = true;
            }
        }
        if (prompts || sum.signum() == 0) {
            sum = BigInteger.ZERO;
            sumStart = now;
        }
        sum = sum.add(BigInteger.valueOf(pipeline.tokenNanos() * 1000)
                .multiply(BigInteger.valueOf(count))
                .add(BigInteger.valueOf(pipeline.contextPicos()).multiply(BigInteger.valueOf(contexts))));
        long full = pipeline.depth() * 1000L;
        long crowding =
                count <= pipeline.depth() ? full : full + pipeline.marginalPermille() * (count - pipeline.depth());
        now = sumStart
                + sum.multiply(BigInteger.valueOf(crowding))
                        .divide(BigInteger.valueOf(full * count))
                        .longValueExact();
        tokens += count;
    }

    /// What a step has done.
    private void done() {
        memory.grew(1);
        boolean changed = running.stream().anyMatch(each -> each.planned > 0);
        List<Running> inStep = List.copyOf(running);
        // At one moment, those that decode leave in the order they came, and then prompts are done.
        List<Running> decoding = inStep.stream()
                .filter(Running::decodes)
                .sorted(Comparator.comparingInt(each -> each.call.id()))
                .toList();
        for (Running each : decoding) {
            each.answered++;
            changed |= leftAfter(each);
        }
        for (Running each : inStep) {
            if (each.computed < each.call.promptTokens()) {
                each.computed += each.planned;
                each.planned = 0;
                if (each.decodes()) {
                    each.answered = 1;
                    first.put(each.call.id(), now);
                    memory.computed(each.call, now);
                    leftAfter(each);
                }
            }
        }
        if (changed) {
            sum = BigInteger.ZERO;
        }
        if (policy.holdsAnswers() && running.isEmpty()) {
            // Batches are taken in the order of arrival.
            last.keySet().stream().filter(call -> call > handedOut).toList().forEach(call -> {
                first.put(call, now);
                last.put(call, now);
                handedOut = call;
            });
        }
    }

    /// @return whether that was its last token
    private boolean leftAfter(Running each) {
        boolean done = each.answered == lengths.getOrDefault(each.call.id(), 0);
        if (done) {
            last.put(each.call.id(), now);
            memory.release(each.call, now);
            policy.left(each.call, each.answered);
            running.remove(each);
        }
        return done;
    }

    private final class View implements Iteration {
        private List<Running> waiting() {
            return running.stream()
                    .filter(each -> each.computed < each.call.promptTokens() && each.readyPicos <= now)
                    .toList();
        }

        @Override
        public boolean isEmpty() {
            return running.isEmpty();
        }

        @Override
        public int streams() {
            return (int) running.stream().filter(Running::decodes).count();
        }

        @Override
        public long contexts() {
            return running.stream()
                    .filter(Running::decodes)
                    .mapToLong(each -> each.call.promptTokens() + each.answered)
                    .sum();
        }

        @Override
        public int prompts() {
            return waiting().size();
        }

        @Override
        public int promptLeft(int index) {
            Running each = waiting().get(index);
            return each.call.promptTokens() - each.computed - each.planned;
        }

        @Override
        public int promptDone(int index) {
            return waiting().get(index).computed;
        }

        @Override
        public Call prompt(int index) {
            return waiting().get(index).call;
        }

        @Override
        public long nowPicos() {
            return now;
        }

        @Override
        public long freeContext() {
            return memory.free();
        }

        @Override
        public boolean hasRoom(Call call) {
            return memory.hasRoom(call);
        }

        @Override
        public void admit(Call call) {
            running.add(new Running(call, memory.admit(call, now)));
        }

        @Override
        public long needed(Call call) {
            return memory.needed(call);
        }

        @Override
        public int calls() {
            return running.size();
        }

        @Override
        public boolean canSetAside() {
            return memory.canSetAside();
        }

        @Override
        public boolean hasRoomForStep() {
            return memory.roomForSteps() > 0;
        }

        @Override
        public List<Call> decoding() {
            return calls(Running::decodes);
        }

        private List<Call> calls(Predicate<Running> which) {
            return running.stream()
                    .filter(which)
                    .map(each -> each.call)
                    .sorted(Comparator.comparingInt(Call::id))
                    .toList();
        }

        private Running of(Call call) {
            return running.stream()
                    .filter(each -> each.call == call)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void setAside(Call call) {
            of(call).aside = true;
            memory.setAside(call, now);
            sum = BigInteger.ZERO;
            setAside++;
        }

        @Override
        public List<Call> aside() {
            return calls(each -> each.aside);
        }

        @Override
        public boolean hasRoomAgain(Call call) {
            return memory.hasRoomAgain(call);
        }

        @Override
        public void bringBack(Call call) {
            of(call).aside = false;
            of(call).returning = true;
            of(call).readyPicos = memory.bringBack(call, now);
            comeBack();
        }

        @Override
        public void compute(int index, int tokens) {
            waiting().get(index).planned += tokens;
        }
    }
}
