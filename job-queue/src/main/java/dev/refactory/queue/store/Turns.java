package dev.refactory.queue.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Fairness among tenants: whoever has had least for its weight goes first, also when little is taken at a time. Who
/// did not wait
/// has no claim to the turns it let pass: it begins with those that have had least. Start-time fair queueing, after
/// P. Goyal, H. Vin and H. Cheng, SIGCOMM 1996, each task a packet of length one, each tenant a flow of its weight.
/// Kept in this process only, so that
/// several are fair each for itself. Thread-safe.
final class Turns {
    /// What a turn costs a tenant of weight 1. Divided by weights up to a hundred it stays exact enough: after a
    /// million
    /// turns a tenant is less than one off.
    private static final long COST = 1_000_000_000;

    /// By line.
    private final Map<Integer, Line> lines = new HashMap<>();

    /// What tenants of one line have had, and where one begins that comes now.
    private static final class Line {
        final Map<String, Long> had = new HashMap<>();
        final Map<String, Integer> weights = new HashMap<>();
        long now;
    }

    /// Where tasks of a tenant come from.
    interface Source<T, E extends Exception> {
        /// @param already how many of the tenant were given before in the same filling
        /// @param more at least 1
        /// @return at most so many; fewer when there are no others
        List<T> next(String tenant, int already, int more) throws E;
    }

    private static final class Waiting<T> {
        final String tenant;
        final List<T> given = new ArrayList<>();
        final long begins;
        final long cost;
        int asked;
        boolean exhausted;

        Waiting(String tenant, long begins, long cost) {
            this.tenant = tenant;
            this.begins = begins;
            this.cost = cost;
        }

        /// When its turn after so many others is.
        long when(int turns) {
            return begins + turns * cost;
        }
    }

    /// Tasks in the order of their turns. That they were taken is not said by this, but by [#took].
    ///
    /// @param line tenants take turns in each for itself, for example an urgency
    /// @param waiting tenants of which there are tasks, and their weights, at least 1
    /// @return as many as asked for, unless there are no more
    <T, E extends Exception> List<T> fill(int line, Map<String, Integer> waiting, int max, Source<T, E> source)
            throws E {
        List<Waiting<T>> all = begin(line, waiting);
        int found = 0;
        boolean more = !all.isEmpty();
        while (found < max && more) {
            allot(all, max - found);
            for (Waiting<T> each : all) {
                if (each.asked > 0) {
                    List<T> next = source.next(each.tenant, each.given.size(), each.asked);
                    each.exhausted = next.size() < each.asked;
                    each.given.addAll(next);
                    found += next.size();
                }
            }
            more = all.stream().anyMatch(each -> !each.exhausted);
        }
        return inTurn(all);
    }

    private synchronized <T> List<Waiting<T>> begin(int line, Map<String, Integer> waiting) {
        Line state = lines.computeIfAbsent(line, each -> new Line());
        long least = waiting.keySet().stream()
                .mapToLong(tenant -> state.had.getOrDefault(tenant, state.now))
                .min()
                .orElse(state.now);
        state.now = Math.max(state.now, least);
        state.had.values().removeIf(had -> had < state.now);
        state.weights.keySet().retainAll(state.had.keySet());
        state.weights.putAll(waiting);
        return waiting.entrySet().stream()
                .map(each -> new Waiting<T>(
                        each.getKey(), state.had.getOrDefault(each.getKey(), state.now), COST / each.getValue()))
                .sorted(Comparator.comparing((Waiting<T> each) -> state.had.containsKey(each.tenant))
                        .thenComparing(each -> each.tenant))
                .toList();
    }

    /// Gives turns away, of which each is one task to ask for.
    private static <T> void allot(List<Waiting<T>> all, int turns) {
        PriorityQueue<Integer> next = new PriorityQueue<>(Comparator.<Integer>comparingLong(
                        i -> all.get(i).when(all.get(i).given.size() + all.get(i).asked))
                .thenComparingInt(i -> i));
        for (int i = 0; i < all.size(); i++) {
            all.get(i).asked = 0;
            if (!all.get(i).exhausted) {
                next.add(i);
            }
        }
        for (int turn = 0; turn < turns && !next.isEmpty(); turn++) {
            int i = next.remove();
            all.get(i).asked++;
            next.add(i);
        }
    }

    private record Turn<T>(long when, int place, T task) {}

    private static <T> List<T> inTurn(List<Waiting<T>> all) {
        List<Turn<T>> turns = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            Waiting<T> each = all.get(place);
            for (int i = 0; i < each.given.size(); i++) {
                turns.add(new Turn<>(each.when(i), place, each.given.get(i)));
            }
        }
        turns.sort(Comparator.<Turn<T>>comparingLong(Turn::when).thenComparingInt(Turn::place));
        return turns.stream().map(Turn::task).toList();
    }

    /// A tenant has had its turn.
    synchronized void took(int line, String tenant) {
        Line state = lines.computeIfAbsent(line, each -> new Line());
        long began = Math.max(state.had.getOrDefault(tenant, state.now), state.now);
        state.had.put(tenant, began + COST / state.weights.getOrDefault(tenant, 1));
        state.now = began;
    }
}
