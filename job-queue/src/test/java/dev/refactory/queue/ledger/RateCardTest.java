package dev.refactory.queue.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.testkit.Seeds;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCardTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 5000",
        "10000, 1, 5000",
        "500000, 4, 500000",
        "100000, 1, 33000",
        "1000, 1.5, 8000",
        "1000, 0.1, 5000",
        "10000, 4, 20000",
    })
    void thePublishedExamplesHold(long lines, BigDecimal complexity, long milliSau) {
        assertThat(RateCard.CARD_1.milliSau(lines, complexity)).isEqualTo(milliSau);
    }

    @Test
    void halfASauIsRoundedUpExactly() {
        assertThat(RateCard.CARD_1.milliSau(10_000, new BigDecimal("1.1"))).isEqualTo(6_000);
        assertThat(RateCard.CARD_1.milliSau(10_000, new BigDecimal("1.09999999999999999999")))
                .isEqualTo(5_000);
        assertThat(RateCard.CARD_1.milliSau(10_000, new BigDecimal("1.10000000000000000001")))
                .isEqualTo(6_000);
    }

    @Test
    void aBoundaryThatDoublesCannotSeeIsDecidedByIntegers() {
        RateCard root = new RateCard("test", BigDecimal.ONE, BigDecimal.ONE, new BigDecimal("0.5"));
        // 12.25 thousand lines: the square root is 3.5 exactly, which rounds up; a hair less does not.
        assertThat(root.milliSau(12_250, BigDecimal.ONE)).isEqualTo(4_000);
        assertThat(root.milliSau(12_249, BigDecimal.ONE)).isEqualTo(3_000);
        assertThat(root.milliSau(12_250, new BigDecimal("0.9999999999999999999999")))
                .isEqualTo(3_000);
    }

    @Test
    void moreLinesOrMoreComplexityNeverCostLess() {
        Seeds.forEach(2_000, seed -> {
            RandomGenerator random = Seeds.random(seed);
            long lines = random.nextLong(2_000_000);
            BigDecimal complexity = BigDecimal.valueOf(1 + random.nextInt(400), 2);
            long price = RateCard.CARD_1.milliSau(lines, complexity);
            assertThat(price).isGreaterThanOrEqualTo(5_000).matches(sau -> sau % 1000 == 0, "is whole SAU");
            assertThat(RateCard.CARD_1.milliSau(lines + random.nextInt(50_000), complexity))
                    .isGreaterThanOrEqualTo(price);
            assertThat(RateCard.CARD_1.milliSau(lines, complexity.add(BigDecimal.valueOf(random.nextInt(100), 2))))
                    .isGreaterThanOrEqualTo(price);
        });
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> RateCard.CARD_1.milliSau(-1, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RateCard.CARD_1.milliSau(1, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void postingsSumToZeroAndNeverTakeMoreThanTheQuote() {
        Seeds.forEach(500, seed -> {
            RandomGenerator random = Seeds.random(seed);
            long quote = random.nextLong(1_000_000);
            long price = random.nextLong(quote + 1);
            assertThat(sum(Posting.reserve(quote)) + sum(Posting.post(quote, price)) + sum(Posting.voided(quote)))
                    .isZero();
            assertThatThrownBy(() -> Posting.post(quote, quote + 1)).hasMessageContaining("quote");
        });
    }

    private static long sum(java.util.List<Posting> postings) {
        return postings.stream().mapToLong(Posting::milliSau).sum();
    }
}
