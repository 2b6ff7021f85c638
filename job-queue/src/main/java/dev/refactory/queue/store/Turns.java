package dev.refactory.queue.store;

import java.util.ArrayList;
import java.util.List;

/// Fairness among tenants: one of each in turn.
final class Turns {
    private Turns() {}

    /// The first of every list, then the second of every list, and so on.
    static <T> List<T> interleave(List<List<T>> lists) {
        List<T> turns = new ArrayList<>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (List<T> list : lists) {
                if (turn < list.size()) {
                    turns.add(list.get(turn));
                }
            }
        }
        return turns;
    }
}
