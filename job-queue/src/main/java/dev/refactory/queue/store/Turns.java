package dev.refactory.queue.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Fairness among tenants: one of each in turn.
final class Turns {
    private Turns() {}

    /// Most urgent first (the lowest number), then one of each tenant in turn, each tenant's in the order given.
    static <T, K> List<T> take(List<T> given, ToIntFunction<T> urgency, Function<T, K> tenant) {
        Map<Integer, Map<K, List<T>>> byUrgency = new TreeMap<>();
        for (T each : given) {
            byUrgency
                    .computeIfAbsent(urgency.applyAsInt(each), number -> new LinkedHashMap<>())
                    .computeIfAbsent(tenant.apply(each), key -> new ArrayList<>())
                    .add(each);
        }
        return byUrgency.values().stream()
                .flatMap(tenants -> interleave(List.copyOf(tenants.values())).stream())
                .toList();
    }

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
