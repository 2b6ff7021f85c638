package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    /// Tasks that wait, by tenant.
    private final Map<String, List<String>> waiting = new TreeMap<>();

    private final Map<String, Integer> weights = new HashMap<>();

    private void submit(String tenant, int count) {
        List<String> own = waiting.computeIfAbsent(tenant, each -> new ArrayList<>());
        IntStream.range(0, count).forEach(i -> own.add(tenant));
    }

    private List<String> take(int max) {
        Map<String, Integer> tenants = new TreeMap<>();
        waiting.keySet().forEach(tenant -> tenants.put(tenant, weights.getOrDefault(tenant, 1)));
        List<String> taken = turns.fill(0, tenants, max, (tenant, already, more) -> {
            List<String> own = waiting.getOrDefault(tenant, List.of());
            return own.subList(Math.min(own.size(), already), Math.min(own.size(), already + more));
        });
        for (String tenant : taken) {
            waiting.getOrDefault(tenant, new ArrayList<>()).removeFirst();
            turns.took(0, tenant);
        }
        waiting.values().removeIf(List::isEmpty);
        return taken;
    }

    @Test
    void whoeverHadLeastIsNextFromOneTimeToTheNext() {
        submit("a", 9);
        submit("b", 9);
        submit("c", 9);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            order.addAll(take(1));
        }
        assertThat(order).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void whoDidNotWaitHasSavedNothingUp() {
        submit("a", 100);
        take(50);
        submit("b", 100);
        assertThat(take(11)).startsWith("b").filteredOn("a"::equals).hasSize(5);
    }

    @Test
    void whatOneDoesNotNeedTheOthersGet() {
        submit("a", 100);
        submit("b", 2);
        assertThat(take(10)).hasSize(10).startsWith("a", "b", "a", "b", "a", "a");
        assertThat(take(1000)).hasSize(92);
        assertThat(take(1)).isEmpty();
    }

    /// One by one or many at a time.
    @Test
    void weightsAreSharesOfTheTurns() {
        Seeds.forEach(50, seed -> {
            RandomGenerator random = Seeds.random(seed);
            TurnsTest trial = new TurnsTest();
            Map<String, Integer> had = new HashMap<>();
            int all = 0;
            for (String tenant : List.of("a", "b", "c", "d")) {
                int weight = 1 + random.nextInt(100);
                trial.weights.put(tenant, weight);
                all += weight;
                trial.submit(tenant, 20_000);
            }
            int taken = 0;
            while (taken < 5_000) {
                List<String> next = trial.take(1 + random.nextInt(40));
                next.forEach(tenant -> had.merge(tenant, 1, Integer::sum));
                taken += next.size();
            }
            for (Map.Entry<String, Integer> each : trial.weights.entrySet()) {
                double share = (double) taken * each.getValue() / all;
                assertThat(had.getOrDefault(each.getKey(), 0).doubleValue())
                        .as("%s of %s", each, trial.weights)
                        .isBetween(share - 2, share + 2);
            }
        });
    }

    @Test
    void linesAreApart() {
        turns.took(1, "a");
        submit("a", 1);
        submit("b", 1);
        assertThat(take(1)).containsExactly("a");
    }

    /// Of tenants that wait all the time nobody is ever more than one task ahead.
    @Test
    void whoeverWaitsAllTheTimeGetsAsMuchAsTheOthers() {
        Seeds.forEach(50, seed -> {
            RandomGenerator random = Seeds.random(seed);
            TurnsTest trial = new TurnsTest();
            Map<String, Integer> had = new HashMap<>(Map.of("a", 0, "k", 0, "z", 0));
            for (int round = 0; round < 200; round++) {
                had.keySet().forEach(tenant -> trial.submit(tenant, 40));
                if (random.nextBoolean()) {
                    trial.submit("now and then " + random.nextInt(5), 1 + random.nextInt(3));
                }
                int max = 1 + random.nextInt(20);
                List<String> taken = trial.take(max);
                assertThat(taken).hasSize(max);
                taken.forEach(tenant -> had.computeIfPresent(tenant, (each, count) -> count + 1));
                int most = had.values().stream().mapToInt(i -> i).max().orElseThrow();
                int least = had.values().stream().mapToInt(i -> i).min().orElseThrow();
                assertThat(most - least).isLessThanOrEqualTo(1);
            }
        });
    }
}
