package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Iteration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Who is on the device, as the policy sees it.
final class Batch implements Iteration {
    private static final long NEVER = Long.MAX_VALUE;

    /// A call in the batch.
    private static final class Running {
        final Call call;
        long readyPicos;
        int computed;
        int planned;
        /// The step that is its last; meaningless while it is not among those that decode.
        long leavesAt;
        /// Tokens of its answer that were left when it was set aside.
        long left;

        Running(Call call, ContextMemory.Held held) {
            this.call = call;
            this.readyPicos = held.readyPicos();
            this.computed = held.kept().tokens();
        }
    }

    private final ContextMemory memory;
    private final BatchPolicy policy;
    private final Answers answers;
    private final boolean holds;
    /// Answered and not yet handed out.
    final List<Integer> held = new ArrayList<>();
    final Lengths lengths = new Lengths();
    /// In the order of admission, those that are not ready among them.
    final List<Running> prompts = new ArrayList<>();
    private final List<Running> ready = new ArrayList<>();
    private final TreeMap<Integer, Running> aside = new TreeMap<>();
    /// Brought back, in that order, and not there yet.
    private final List<Running> returning = new ArrayList<>();
    /// Of all calls that wait or are on the device: tokens of their prompts that are still to be computed.
    private final Map<Integer, Integer> expected = new HashMap<>();
    private final Map<Integer, Call> waiting = new HashMap<>();
    private final PriorityQueue<Running> decoding = new PriorityQueue<>(
            Comparator.<Running>comparingLong(stream -> stream.leavesAt).thenComparingInt(stream -> stream.call.id()));
    long count;
    long contexts;
    long keptTokens;
    /// How often a stream was set aside.
    long setAside;
    /// Tokens of prompts to be computed, as far as was known when the calls arrived.
    long pending;
    /// When the next prompt is ready that is not.
    long nextReady = NEVER;
    private long now;
    private long planned;
    private long plannedContexts;
    private long step;
    /// Whether streams came or went since the step was begun to be planned.
    private boolean changed;

    Batch(ContextMemory memory, BatchPolicy policy, Answers answers) {
        this.memory = memory;
        this.policy = policy;
        this.answers = answers;
        this.holds = policy.holdsAnswers();
    }

    @Override
    public int streams() {
        return (int) count;
    }

    @Override
    public long contexts() {
        return contexts;
    }

    @Override
    public int prompts() {
        return ready.size();
    }

    @Override
    public int promptLeft(int index) {
        Running stream = ready.get(index);
        return stream.call.promptTokens() - stream.computed - stream.planned;
    }

    @Override
    public int promptDone(int index) {
        return ready.get(index).computed;
    }

    @Override
    public Call prompt(int index) {
        return ready.get(index).call;
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
    public long needed(Call call) {
        return memory.needed(call);
    }

    @Override
    public int calls() {
        return expected.size() - policy.waiting();
    }

    @Override
    public void admit(Call call) {
        answers.admitted(call.id(), now);
        waiting.remove(call.id());
        ContextMemory.Held held = memory.admit(call, now);
        keptTokens += held.kept().tokens();
        prompts.add(new Running(call, held));
        settle(prompts.getLast());
        if (held.readyPicos() <= now) {
            ready.add(prompts.getLast());
        } else {
            nextReady = Math.min(nextReady, held.readyPicos());
        }
    }

    @Override
    public void compute(int index, int tokens) {
        if (tokens < 1 || tokens > promptLeft(index)) {
            throw new IllegalStateException(tokens + " tokens of " + promptLeft(index) + " left");
        }
        Running stream = ready.get(index);
        plannedContexts += StepCost.promptContexts((long) stream.computed + stream.planned, tokens);
        stream.planned += tokens;
        planned += tokens;
    }

    @Override
    public boolean canSetAside() {
        return memory.canSetAside();
    }

    @Override
    public boolean hasRoomForStep() {
        return memory.hasRoomForStep();
    }

    @Override
    public List<Call> decoding() {
        return decoding.stream()
                .map(stream -> stream.call)
                .sorted(Comparator.comparingInt(Call::id))
                .toList();
    }

    @Override
    public void setAside(Call call) {
        Running stream = decoding.stream()
                .filter(each -> each.call == call)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(call + " does not decode"));
        decoding.remove(stream);
        stream.left = stream.leavesAt - step;
        count--;
        contexts -= context(stream);
        aside.put(call.id(), stream);
        memory.setAside(call, now);
        setAside++;
        changed = true;
    }

    /// Of one that has so many tokens left.
    private long context(Running stream) {
        return stream.call.promptTokens() + lengths.get(stream.call.id()) - stream.left;
    }

    @Override
    public List<Call> aside() {
        return aside.values().stream().map(stream -> stream.call).toList();
    }

    @Override
    public boolean hasRoomAgain(Call call) {
        return memory.hasRoomAgain(call);
    }

    @Override
    public void bringBack(Call call) {
        Running stream = aside.remove(call.id());
        if (stream == null) {
            throw new IllegalStateException(call + " was not set aside");
        }
        stream.readyPicos = memory.bringBack(call, now);
        returning.add(stream);
        comeBack();
    }

    /// Those whose context is there decode again.
    private void comeBack() {
        for (Running stream : returning) {
            if (stream.readyPicos <= now) {
                stream.leavesAt = step + stream.left;
                count++;
                contexts += context(stream);
                decoding.add(stream);
                memory.resumed(stream.call);
                changed = true;
            } else {
                nextReady = Math.min(nextReady, stream.readyPicos);
            }
        }
        returning.removeIf(stream -> stream.readyPicos <= now);
    }

    /// Whether other streams decode than in the step before.
    boolean changed() {
        return changed;
    }

    /// @return tokens of its prompt that will have to be computed
    int expect(Call call, long now) {
        int tokens = call.promptTokens() - memory.kept(call, now).tokens();
        expected.put(call.id(), tokens);
        waiting.put(call.id(), call);
        return tokens;
    }

    /// Tokens of room that those that wait need to begin.
    long asked() {
        return waiting.values().stream().mapToLong(memory::needed).sum();
    }

    boolean isHere(int call) {
        return expected.containsKey(call);
    }

    /// Calls that wait or are on the device.
    int present() {
        return expected.size();
    }

    /// One that waited.
    void forget(Call call) {
        pending -= Objects.requireNonNull(expected.remove(call.id()));
        lengths.remove(call.id());
        waiting.remove(call.id());
    }

    /// All calls that are here, by id, after so many steps.
    List<GroupEngine.Left> left(long steps) {
        List<GroupEngine.Left> left = new ArrayList<>();
        waiting.values().forEach(call -> left.add(new GroupEngine.Left(call, 0, 0, lengths.get(call.id()))));
        prompts.forEach(stream -> left.add(left(stream, 0)));
        decoding.forEach(stream -> left.add(left(stream, lengths.get(stream.call.id()) - (stream.leavesAt - steps))));
        Stream.concat(aside.values().stream(), returning.stream())
                .forEach(stream -> left.add(left(stream, lengths.get(stream.call.id()) - stream.left)));
        left.sort(Comparator.comparingInt(each -> each.call().id()));
        return left;
    }

    private GroupEngine.Left left(Running stream, long answered) {
        return new GroupEngine.Left(stream.call, stream.computed, (int) answered, lengths.get(stream.call.id()));
    }

    /// Whether a prompt is computed to its end in this step whose answer is not known.
    boolean lacksAnswers() {
        return ready.stream()
                .anyMatch(stream -> stream.computed + stream.planned == stream.call.promptTokens()
                        && !lengths.isKnown(stream.call.id()));
    }

    /// What was found to be kept when it was admitted, and what is computed, is expected no more.
    private void settle(Running stream) {
        int left = Math.min(expected.getOrDefault(stream.call.id(), 0), stream.call.promptTokens() - stream.computed);
        pending -= expected.getOrDefault(stream.call.id(), 0) - left;
        expected.put(stream.call.id(), left);
    }

    @Override
    public boolean isEmpty() {
        return count == 0 && prompts.isEmpty() && returning.isEmpty() && aside.isEmpty();
    }

    void clearPlan(long time, long stepsTaken) {
        now = time;
        step = stepsTaken;
        changed = false;
        ready.clear();
        nextReady = NEVER;
        for (Running stream : prompts) {
            if (stream.readyPicos <= now) {
                ready.add(stream);
            } else {
                nextReady = Math.min(nextReady, stream.readyPicos);
            }
        }
        planned = 0;
        plannedContexts = 0;
        comeBack();
    }

    long planned() {
        return planned;
    }

    long plannedContexts() {
        return plannedContexts;
    }

    long nextLeave() {
        return decoding.element().leavesAt;
    }

    /// Those whose last token this step was.
    boolean leave(long step, long now) {
        boolean any = false;
        while (!decoding.isEmpty() && decoding.element().leavesAt == step) {
            Running stream = decoding.remove();
            int length = lengths.get(stream.call.id());
            count--;
            contexts -= (long) stream.call.promptTokens() + length;
            answered(stream, now);
            any = true;
        }
        return any;
    }

    /// The planned tokens of prompts are done; those that are complete have their first token.
    void computed(long step, long now) {
        for (Running stream : ready) {
            stream.computed += stream.planned;
            stream.planned = 0;
            settle(stream);
            if (stream.computed == stream.call.promptTokens()) {
                memory.computed(stream.call, now);
                if (!holds) {
                    answers.first(stream.call.id(), now);
                }
                int more = lengths.get(stream.call.id()) - 1;
                if (more == 0) {
                    answered(stream, now);
                } else {
                    stream.leavesAt = step + more;
                    count++;
                    contexts += stream.call.promptTokens() + 1L;
                    decoding.add(stream);
                }
            }
        }
        prompts.removeIf(stream -> stream.computed == stream.call.promptTokens());
    }

    private void answered(Running stream, long now) {
        memory.release(stream.call, now);
        expected.remove(stream.call.id());
        policy.left(stream.call, lengths.get(stream.call.id()));
        lengths.remove(stream.call.id());
        if (holds) {
            held.add(stream.call.id());
        } else {
            answers.last(stream.call.id(), now);
        }
    }
}
