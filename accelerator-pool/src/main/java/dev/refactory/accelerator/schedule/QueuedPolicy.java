package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.accelerator.device.StepCost;
import java.util.Collections;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Admits calls from the head of a queue as long as there is room for the head.
abstract class QueuedPolicy implements BatchPolicy {
    /// Who is set aside last, and brought back first: in the order of arrival within a tier, so that the first
    /// always gets on.
    private static final Comparator<Call> WORTH =
            Comparator.comparing(Call::tier).thenComparingInt(Call::id);

    private final CallQueue queue;

    QueuedPolicy(CallQueue queue) {
        this.queue = queue;
    }

    /// A head that has no room goes on having none until something leaves.
    @Override
    public boolean arrived(Call call) {
        Call head = queue.peek(call.arrivalPicos());
        queue.add(call);
        return queue.peek(call.arrivalPicos()) != head;
    }

    @Override
    public boolean withdraw(Call call) {
        return queue.remove(call);
    }

    @Override
    public void left(Call call, int completionTokens) {
        queue.left(call, completionTokens);
    }

    @Override
    public final int waiting() {
        return queue.size();
    }

    @Override
    public final long changesAt(long nowPicos) {
        return queue.changesAt(nowPicos);
    }

    final void admit(Iteration next) {
        while (!next.hasRoomForStep()) {
            next.setAside(Collections.max(next.decoding(), WORTH));
        }
        boolean more = true;
        while (more) {
            more = takesOne(next);
        }
    }

    /// Who was set aside comes before those of its tier that wait, and nobody takes the room that a better one
    /// is waiting for.
    private boolean takesOne(Iteration next) {
        Call head = queue.peek(next.nowPicos());
        Call back = next.aside().stream().min(WORTH).orElse(null);
        if (back != null && (head == null || back.tier().compareTo(head.tier()) <= 0)) {
            boolean room = next.hasRoomAgain(back);
            if (room) {
                next.bringBack(back);
            }
            return room;
        }
        if (head == null || !mayJoin(head, next)) {
            return false;
        }
        queue.take(head);
        next.admit(head);
        return true;
    }

    boolean mayJoin(Call head, Iteration next) {
        return obstacle(head, next) == WaitReason.STEP;
    }

    /// What keeps a call from joining; [WaitReason#STEP] for nothing else.
    WaitReason obstacle(Call head, Iteration next) {
        return next.hasRoom(head) ? WaitReason.STEP : WaitReason.ROOM;
    }

    @Override
    public final @Nullable WaitReason waitsFor(Iteration next) {
        Call head = queue.peek(next.nowPicos());
        return head == null ? null : obstacle(head, next);
    }

    /// Tokens of prompts that a step of a length holds beside the streams that decode, where each costs as
    /// one with a context of `context`; at least 1, so that prompts get on.
    static long budget(StepCost cost, Iteration next, long stepPicos, long context) {
        return Math.max(1, cost.tokensWithin(stepPicos, context) - next.streams());
    }

    /// Computes as much of a prompt as a budget allows.
    ///
    /// @return what is left of the budget
    static long compute(Iteration next, int index, long budget) {
        int tokens = (int) Math.min(budget, next.promptLeft(index));
        next.compute(index, tokens);
        return budget - tokens;
    }

    static long meanContext(Iteration next) {
        return next.streams() == 0 ? 0 : next.contexts() / next.streams();
    }

    static void computeWhole(Iteration next) {
        for (int i = 0; i < next.prompts(); i++) {
            next.compute(i, next.promptLeft(i));
        }
    }
}
