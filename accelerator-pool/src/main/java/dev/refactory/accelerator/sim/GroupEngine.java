package dev.refactory.accelerator.sim;

import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.GroupView;
import dev.refactory.accelerator.schedule.Kept;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One group of wafers on virtual time, under a policy.
///
/// Steps that are alike are taken together: while nobody joins or leaves, contexts grow by one token a
/// step, and any number of steps has a closed form ([StepCost#steps]). A call that arrives cuts such a run
/// at the first step that ends no earlier. What arrives at the very time a step ends is known to the
/// policy when it plans the next one.
///
/// Time is in picoseconds since the beginning. Deterministic; not thread-safe.
public final class GroupEngine implements GroupView {
    private static final long NEVER = Long.MAX_VALUE;
    /// A tenth of a second.
    private static final long LATELY_PICOS = 100_000_000_000L;

    private StepCost cost;
    /// What steps should take; the same object where they do.
    private final StepCost expected;
    /// From when on they do.
    private final long wellAt;
    private final ContextMemory memory;
    private final BatchPolicy policy;
    private final Answers answers;
    private final Batch batch;

    private long now;
    private long end = NEVER;
    private long segmentSteps;
    private boolean mixed;
    /// Steps taken since the beginning.
    private long steps;
    /// The steps since the streams last changed are one sum, so that it is rounded once however they are cut.
    private long runStart;
    private long runContexts;
    private long runSteps;
    private long streamTokens;
    private long busyPicos;
    /// Of late, the same in times of what the steps took and should have taken.
    private long lateBusy;
    private long lateExpected;
    private boolean stopped;

    /// A call that was not answered.
    ///
    /// @param computed tokens of its prompt that were computed, or kept
    /// @param answered tokens of its answer that were handed out
    /// @param length tokens that its answer has
    record Left(Call call, int computed, int answered, int length) {}

    /// @param answers told of every token that matters
    public GroupEngine(DeviceProfile.Pipeline pipeline, ContextMemory memory, BatchPolicy policy, Answers answers) {
        this(pipeline, pipeline, NEVER, memory, policy, answers);
    }

    /// One whose steps take other times than they should, as long as they begin before a time.
    GroupEngine(
            DeviceProfile.Pipeline pipeline,
            DeviceProfile.Pipeline expected,
            long wellAt,
            ContextMemory memory,
            BatchPolicy policy,
            Answers answers) {
        this.cost = new StepCost(pipeline);
        this.expected = pipeline.equals(expected) ? cost : new StepCost(expected);
        this.wellAt = wellAt;
        this.memory = memory;
        this.policy = policy;
        this.answers = answers;
        this.batch = new Batch(memory, policy, answers);
    }

    /// A call arrives whose answer is known.
    ///
    /// @param call no earlier than those before
    /// @param completionTokens how long its answer will be, which only the device knows; at most what the call
    ///     allows
    /// @return false when it fits no device of this kind, whoever else is there
    public boolean arrive(Call call, int completionTokens) {
        if (completionTokens < 1 || completionTokens > call.maxCompletionTokens()) {
            throw new IllegalArgumentException(call + " with " + completionTokens + " tokens");
        }
        boolean taken = arrive(call);
        if (taken) {
            batch.lengths.put(call.id(), completionTokens);
        }
        return taken;
    }

    /// A call arrives whose answer is not known yet. It is said by [#answer], and the device waits for it when it
    /// comes to the first token.
    ///
    /// @param call no earlier than the last step ended
    /// @return false when it fits no device of this kind, whoever else is there
    public boolean arrive(Call call) {
        if (batch.isHere(call.id())) {
            throw new IllegalArgumentException(call + " is here already");
        }
        advance(call.arrivalPicos());
        if (call.arrivalPicos() < now) {
            throw new IllegalArgumentException(call + " comes before " + now);
        }
        if (!memory.fits(call)) {
            return false;
        }
        batch.pending += batch.expect(call, now);
        boolean wanted = policy.arrived(call);
        if (stopped) {
            return true;
        }
        if (end == NEVER) {
            now = call.arrivalPicos();
            end = now;
            segmentSteps = 0;
            mixed = false;
        } else if (segmentSteps == 0) {
            // It waits for a prompt to be brought back, and need not.
            end = Math.min(end, call.arrivalPicos());
        } else if (!mixed && segmentSteps > 1) {
            long change = wanted ? call.arrivalPicos() : policy.changesAt(call.arrivalPicos());
            segmentSteps = change == NEVER ? segmentSteps : stepsUntil(change);
            end = runStart + cost.steps(batch.count, runContexts, runSteps + segmentSteps);
        }
        return true;
    }

    /// How long a call's answer is, in tokens.
    ///
    /// @param tokens 1 to what the call allows
    public void answer(int call, int tokens) {
        if (batch.isHere(call)) {
            batch.lengths.put(call, tokens);
        }
    }

    /// A call that waits is wanted no more, or elsewhere.
    ///
    /// @return false when it does not wait here: it is on the device, or was answered
    public boolean withdraw(Call call) {
        boolean waits = policy.withdraw(call);
        if (waits) {
            batch.forget(call);
        }
        return waits;
    }

    /// Whether the step that is being taken ends with the first token of an answer that is not known.
    public boolean isHeldUp() {
        return mixed && segmentSteps > 0 && batch.lacksAnswers();
    }

    /// Takes the steps that end before a time.
    public void advance(long until) {
        while (end < until) {
            next();
        }
    }

    /// Takes the steps that end by a time, and no more ever. Calls that arrive afterwards wait in vain.
    ///
    /// @param picos no earlier than the last step ended
    void stopAt(long picos) {
        advance(picos + 1);
        if (end != NEVER && !mixed && segmentSteps > 0) {
            long whole = stepsUntil(picos + 1) - 1;
            if (whole > 0) {
                segmentSteps = whole;
                end = runStart + cost.steps(batch.count, runContexts, runSteps + segmentSteps);
                complete();
            }
        }
        end = NEVER;
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /// The calls it has not answered, by id.
    ///
    /// @throws IllegalStateException when its policy holds answers back
    List<Left> surrender() {
        if (policy.holdsAnswers()) {
            throw new IllegalStateException(policy.name() + " holds answers back");
        }
        return batch.left(steps);
    }

    /// When the step, or the run of equal steps, ends that is being taken; [Long#MAX_VALUE] when there is none.
    public long nextEnd() {
        return end;
    }

    /// Takes that step, or run.
    ///
    /// @throws IllegalStateException when it [is held up][#isHeldUp()]
    public void next() {
        complete();
        plan();
    }

    /// Takes all steps there are to take.
    ///
    /// @throws IllegalStateException when calls are left that the policy never begins
    public void finish() {
        advance(NEVER);
        if (policy.waiting() > 0 || batch.present() > 0 || memory.held() != 0) {
            throw new IllegalStateException(policy.waiting() + " calls wait, " + batch.present()
                    + " are unanswered and " + memory.held() + " are held on an idle accelerator");
        }
    }

    @Override
    public int calls() {
        return batch.present();
    }

    @Override
    public long pendingTokens() {
        return batch.pending;
    }

    @Override
    public Kept kept(Call call) {
        return memory.kept(call, now);
    }

    /// Why the next of the calls that wait does, as things are after the last step; null when none waits.
    public @Nullable WaitReason waitsFor() {
        WaitReason reason = policy.waitsFor(batch);
        return reason == WaitReason.STEP && isHeldUp() ? WaitReason.ANSWER : reason;
    }

    /// Tokens of room that no call holds.
    public long freeContext() {
        return batch.freeContext();
    }

    /// Tokens of room that those that wait need to begin, together.
    public long askedContext() {
        return batch.asked();
    }

    @Override
    public double slowness() {
        return lateExpected == 0 ? 1 : (double) lateBusy / lateExpected;
    }

    /// When the last step ended.
    public long nowPicos() {
        return now;
    }

    /// Time in which a step ran.
    public long busyPicos() {
        return busyPicos;
    }

    /// Tokens of prompts that were kept from earlier ones, and not computed.
    public long keptTokens() {
        return batch.keptTokens;
    }

    /// How often a stream was set aside for want of room.
    public long setAside() {
        return batch.setAside;
    }

    /// Steps that were taken.
    public long steps() {
        return steps;
    }

    /// Tokens that passed through the pipeline, of prompts and of answers.
    public long pipelineTokens() {
        return streamTokens;
    }

    /// The fewest steps of the run after which it is no earlier than `time`.
    private long stepsUntil(long time) {
        long low = 1;
        long high = segmentSteps;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (runStart + cost.steps(batch.count, runContexts, runSteps + middle) >= time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void complete() {
        long begun = now;
        now = end;
        if (segmentSteps == 0) {
            return;
        }
        busyPicos += now - begun;
        watch(now - begun);
        steps += segmentSteps;
        runSteps += segmentSteps;
        memory.grew(segmentSteps);
        streamTokens += batch.count * segmentSteps;
        batch.contexts += batch.count * segmentSteps;
        boolean changed = batch.leave(steps, now);
        if (mixed) {
            streamTokens += batch.planned();
            batch.computed(steps, now);
            changed = true;
        }
        if (changed) {
            runSteps = 0;
        }
        if (policy.holdsAnswers() && batch.isEmpty()) {
            batch.held.forEach(call -> {
                answers.first(call, now);
                answers.last(call, now);
            });
            batch.held.clear();
        }
    }

    private void watch(long took) {
        if (expected == cost && lateExpected == lateBusy) {
            return;
        }
        lateBusy += took;
        lateExpected += mixed
                ? expected.step(batch.count + batch.planned(), batch.contexts + batch.plannedContexts())
                : expected.steps(batch.count, runContexts, runSteps + segmentSteps)
                        - expected.steps(batch.count, runContexts, runSteps);
        if (lateExpected > LATELY_PICOS) {
            lateBusy /= 2;
            lateExpected /= 2;
        }
    }

    private void plan() {
        if (now >= wellAt && cost != expected) {
            cost = expected;
            runSteps = 0;
        }
        batch.clearPlan(now, steps);
        policy.plan(batch);
        if (batch.changed()) {
            runSteps = 0;
        }
        if (!batch.hasRoomForStep()) {
            throw new IllegalStateException(policy.name() + " leaves no room for the answers of " + batch.count);
        }
        long prompts = batch.planned();
        mixed = prompts > 0;
        if (mixed) {
            segmentSteps = 1;
            runSteps = 0;
            runStart = now;
            end = now + cost.step(batch.count + prompts, batch.contexts + batch.plannedContexts());
        } else if (batch.count > 0) {
            if (runSteps == 0) {
                runStart = now;
                runContexts = batch.contexts;
            }
            segmentSteps = Math.min(batch.nextLeave() - steps, memory.roomForSteps());
            long change = Math.min(batch.nextReady, policy.changesAt(now));
            change = cost == expected ? change : Math.min(change, wellAt);
            if (change != NEVER) {
                segmentSteps = stepsUntil(change);
            }
            end = runStart + cost.steps(batch.count, runContexts, runSteps + segmentSteps);
        } else if (batch.nextReady != NEVER) {
            segmentSteps = 0;
            end = batch.nextReady;
        } else if (!batch.isEmpty()) {
            throw new IllegalStateException(policy.name() + " computes none of " + batch.prompts.size() + " prompts");
        } else {
            segmentSteps = 0;
            end = NEVER;
        }
    }
}
