package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.sim.GroupEngine;
import java.util.List;

/// Groups by when their step ends, of equal ones by number: which is next is known at once, however many
/// there are. Not thread-safe.
final class EngineQueue {
    private final List<GroupEngine> engines;
    /// A binary heap of numbers of groups, and where each of them is in it.
    private final int[] heap;
    private final int[] place;

    EngineQueue(List<GroupEngine> engines) {
        this.engines = engines;
        heap = new int[engines.size()];
        place = new int[heap.length];
        for (int i = 0; i < heap.length; i++) {
            heap[i] = i;
            place[i] = i;
        }
    }

    /// When the next step ends; [Long#MAX_VALUE] when no group has anything to do.
    long nextEnd() {
        return engines.get(heap[0]).nextEnd();
    }

    /// Takes that step.
    void next() {
        int group = heap[0];
        engines.get(group).next();
        changed(group);
    }

    /// The end of a group's step may be another.
    void changed(int group) {
        int at = place[group];
        while (at > 0 && before(heap[at], heap[(at - 1) / 2])) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                return;
            }
            if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], heap[at])) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private boolean before(int one, int other) {
        int order = Long.compare(engines.get(one).nextEnd(), engines.get(other).nextEnd());
        return order == 0 ? one < other : order < 0;
    }

    private void swap(int one, int other) {
        int group = heap[one];
        heap[one] = heap[other];
        heap[other] = group;
        place[heap[one]] = one;
        place[heap[other]] = other;
    }
}
