package dev.refactory.accelerator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GrowthTest {
    /// Streams that come and go, their blocks counted one by one.
    @Test
    void blocksAreWhatStreamsFillOneByOne() {
        Seeds.forEach(200, seed -> {
            RandomGenerator random = Seeds.random(seed);
            int block = 1 + random.nextInt(9);
            Growth growth = new Growth(block);
            List<Long> streams = new ArrayList<>();
            for (int turn = 0; turn < 40; turn++) {
                if (streams.isEmpty() || random.nextInt(3) > 0) {
                    long tokens = 1 + random.nextInt(30);
                    growth.count(tokens, 1);
                    streams.add(tokens);
                } else {
                    growth.count(streams.remove(random.nextInt(streams.size())), -1);
                }
                long some = random.nextInt(25);
                assertThat(growth.blocks(some)).isEqualTo(blocks(streams, some, block));
                long room = random.nextInt(40);
                long steps = growth.stepsWithin(room);
                if (streams.isEmpty()) {
                    assertThat(steps).isEqualTo(Long.MAX_VALUE);
                } else {
                    assertThat(blocks(streams, steps, block)).isLessThanOrEqualTo(room);
                    assertThat(blocks(streams, steps + 1, block)).isGreaterThan(room);
                }
                long taken = random.nextInt(12);
                growth.took(taken);
                streams.replaceAll(tokens -> tokens + taken);
            }
        });
    }

    private static long blocks(List<Long> streams, long steps, int block) {
        return streams.stream()
                .mapToLong(tokens -> Math.ceilDiv(tokens + steps, block) - Math.ceilDiv(tokens, block))
                .sum();
    }
}
