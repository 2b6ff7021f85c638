package dev.refactory.accelerator.schedule;

import java.util.ArrayDeque;
import java.util.Deque;

/// Calls that wait, served in the order of their arrival, each with room for the longest answer it may get.
abstract class FirstComeQueue implements BatchPolicy {
    private final Deque<Call> queue = new ArrayDeque<>();

    @Override
    public final void arrived(Call call) {
        queue.addLast(call);
    }

    @Override
    public final int waiting() {
        return queue.size();
    }

    /// A queue that stood still before goes on standing still.
    @Override
    public boolean wantsArrivals() {
        return queue.size() == 1;
    }

    /// Admits from the head what there is room for.
    final void admit(Iteration next) {
        while (!queue.isEmpty() && next.hasRoom(queue.getFirst())) {
            next.admit(queue.removeFirst());
        }
    }

    static void computeWhole(Iteration next) {
        for (int i = 0; i < next.prompts(); i++) {
            next.compute(i, next.promptLeft(i));
        }
    }
}
