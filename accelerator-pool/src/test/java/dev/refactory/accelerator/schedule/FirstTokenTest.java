package dev.refactory.accelerator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.testkit.Seeds;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstTokenTest {
    private record Group(int place, int calls, long pendingTokens, Kept kept) implements GroupView {
        @Override
        public Kept kept(Call call) {
            return kept;
        }

        double cost(Call call) {
            return pendingTokens + call.promptTokens() - kept.tokens() + 0.5 * kept.outside();
        }
    }

    /// Asking only those that can be the best is as good as asking everybody.
    @Test
    void theLeastCostThenTheFewestCallsThenTheFirst() {
        Router router = Router.firstToken(0.5);
        assertThat(router.name()).isEqualTo("P5");
        Seeds.forEach(20, seed -> {
            RandomGenerator random = Seeds.random(seed);
            for (int i = 0; i < 1000; i++) {
                Call call = new Call(i, 0, 1 + random.nextInt(40), 10);
                int most = random.nextInt(2) == 0 ? 4 : 60;
                List<Group> groups = IntStream.rangeClosed(0, random.nextInt(9))
                        .mapToObj(place -> {
                            int kept = random.nextInt(call.promptTokens());
                            return new Group(
                                    place,
                                    random.nextInt(3),
                                    random.nextInt(most),
                                    new Kept(kept, random.nextInt(kept + 1)));
                        })
                        .toList();
                Group best = groups.stream()
                        .min(Comparator.<Group>comparingDouble(group -> group.cost(call))
                                .thenComparingInt(Group::calls)
                                .thenComparingInt(Group::place))
                        .orElseThrow();
                assertThat(router.route(call, groups)).isEqualTo(best.place());
            }
        });
    }
}
