package dev.refactory.accelerator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.refactory.testkit.Seeds;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StepCostTest {
    private static final DeviceProfile.Pipeline PIPELINE = DeviceProfile.SPARK_SIM.pipeline();
    private final StepCost cost = new StepCost(PIPELINE);

    @Test
    void uptoTheDepthTokensAreFree() {
        assertThat(cost.step(1, 0)).isEqualTo(500_000_000L);
        assertThat(cost.step(16, 0)).isEqualTo(500_000_000L);
        assertThat(cost.step(17, 0)).isEqualTo(503_125_000L);
        assertThat(cost.step(32, 0)).isEqualTo(550_000_000L);
    }

    @Test
    void aTokenTakesLongerWithItsContext() {
        assertThat(cost.step(1, 50_000)).isEqualTo(1_000_000_000L);
        assertThat(cost.step(2, 50_000)).as("the mean of both").isEqualTo(750_000_000L);
    }

    /// The formula of the docstring, in numbers of any size.
    @Test
    void stepsTakeWhatTheFormulaSaysRoundedOnce() {
        Seeds.forEach(5, seed -> {
            RandomGenerator random = Seeds.random(seed);
            for (int i = 0; i < 2000; i++) {
                long streams = 1 + random.nextLong(random.nextBoolean() ? 40 : 100_000);
                long contexts = random.nextLong(1 + streams * 1000);
                long steps = random.nextLong(1, random.nextBoolean() ? 3 : 2000);
                assertThat(cost.steps(streams, contexts, steps)).isEqualTo(exact(streams, contexts, steps));
            }
        });
    }

    private static long exact(long streams, long contexts, long steps) {
        BigInteger sum = BigInteger.ZERO;
        long seen = contexts;
        for (long i = 0; i < steps; i++) {
            sum = sum.add(BigInteger.valueOf(streams)
                    .multiply(BigInteger.valueOf(PIPELINE.tokenNanos() * 1000))
                    .add(BigInteger.valueOf(seen).multiply(BigInteger.valueOf(PIPELINE.contextPicos()))));
            seen += streams;
        }
        long full = PIPELINE.depth() * 1000L;
        long crowding = Math.max(full, full + PIPELINE.marginalPermille() * (streams - PIPELINE.depth()));
        return sum.multiply(BigInteger.valueOf(crowding))
                .divide(BigInteger.valueOf(full).multiply(BigInteger.valueOf(streams)))
                .longValueExact();
    }

    @Test
    void noStepIsShorterThanTheWorkInIt() {
        Seeds.forEach(3, seed -> {
            RandomGenerator random = Seeds.random(seed);
            for (int i = 0; i < 2000; i++) {
                long tokens = 1 + random.nextLong(20_000);
                long contexts = random.nextLong(1 + tokens * 1000);
                assertThat(cost.step(tokens, contexts)).isGreaterThanOrEqualTo(cost.work(tokens, contexts));
            }
        });
        // A step so full that the pipeline's fill no longer matters.
        assertThat((double) cost.step(100_000, 0) / cost.work(100_000, 0)).isCloseTo(1, within(0.002));
    }

    @Test
    void aPromptIsNoSlowerThanItsTokensOneByOne() {
        long whole = cost.step(1000, StepCost.promptContexts(0, 1000));
        assertThat(whole).isLessThan(cost.steps(1, 0, 1000));
        assertThat(StepCost.promptContexts(0, 1000)).isEqualTo(999 * 1000 / 2);
        assertThat(StepCost.promptContexts(600, 400) + StepCost.promptContexts(0, 600))
                .isEqualTo(StepCost.promptContexts(0, 1000));
    }

    @Test
    void soManyTokensFitAStepAndNoMore() {
        Seeds.forEach(3, seed -> {
            RandomGenerator random = Seeds.random(seed);
            for (int i = 0; i < 2000; i++) {
                long context = random.nextLong(50_000);
                long picos = random.nextLong(2_000_000_000L, 20_000_000_000L);
                long tokens = cost.tokensWithin(picos, context);
                assertThat(cost.step(tokens, tokens * context)).isLessThanOrEqualTo(picos);
                assertThat(cost.step(tokens + 1, (tokens + 1) * context)).isGreaterThan(picos);
            }
        });
        assertThat(cost.tokensWithin(1, 0)).as("what costs nothing extra").isEqualTo(16);
    }

    @Test
    void withoutAMarginalCostAnythingFits() {
        StepCost free = new StepCost(new DeviceProfile.Pipeline(1000, 0, 4, 0, 0));
        assertThat(free.step(1_000_000, 0)).isEqualTo(1_000_000L);
        assertThat(free.tokensWithin(2_000_000, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(free.tokensWithin(1_000_000, 0)).isEqualTo(4);
    }

    @Test
    void moreThanTimeCanHoldIsSaidSo() {
        assertThatThrownBy(() -> cost.steps(1, 0, 10_000_000_000L)).isInstanceOf(ArithmeticException.class);
    }
}
