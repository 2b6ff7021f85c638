package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.GroupView;
import dev.refactory.accelerator.schedule.Router;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestFirstTokenTest {
    private record Fake(int calls, long pendingTokens, int kept, int outside) implements GroupView {
        @Override
        public int keptTokens(Call call) {
            return kept;
        }

        @Override
        public int keptOutside(Call call) {
            return outside;
        }
    }

    @Test
    void itDecidesAsTheRouterThatAsksEverybody() {
        SplittableRandom random = new SplittableRandom(1);
        Router all = Router.firstToken(0.5);
        Router nearest = new NearestFirstToken(0.5);
        for (int i = 0; i < 20_000; i++) {
            Call call = new Call(i, 0, 1 + random.nextInt(40), 10);
            int most = random.nextInt(2) == 0 ? 4 : 60;
            List<Fake> groups = IntStream.rangeClosed(0, random.nextInt(9))
                    .mapToObj(group -> {
                        int kept = random.nextInt(call.promptTokens());
                        return new Fake(random.nextInt(3), random.nextInt(most), kept, random.nextInt(kept + 1));
                    })
                    .toList();
            assertThat(nearest.route(call, groups)).isEqualTo(all.route(call, groups));
        }
    }
}
