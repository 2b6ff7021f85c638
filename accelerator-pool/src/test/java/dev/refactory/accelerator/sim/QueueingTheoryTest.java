package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A group that behaves like a textbook's servers waits as the textbook says.
class QueueingTheoryTest {
    private static final int CALLS = 200_000;
    private static final int SEEDS = 10;
    /// A token of a prompt and the answer's tokens; steps are short against an answer, so that it hardly
    /// matters that calls wait for one to end.
    private static final long STEP_PICOS = 1_000_000;
    private static final int MEAN_TOKENS = 1000;

    /// Up to the depth, a step takes the same time however many calls there are.
    private static DeviceProfile.Pipeline servers(int count) {
        return new DeviceProfile.Pipeline(STEP_PICOS / 1000, 0, count, 0, 0);
    }

    /// One server that all calls share: `n` of them take `n` times as long.
    private static final DeviceProfile.Pipeline SHARED = new DeviceProfile.Pipeline(STEP_PICOS / 1000, 0, 1, 1000, 0);

    /// Mean time from arrival to the beginning of service, in mean times of service.
    private static double meanWait(int slots, double load, int limit, ToIntFunction<SplittableRandom> tokens) {
        return mean(
                servers(slots),
                slots,
                slots * load,
                limit,
                tokens,
                (outcomes, call) -> outcomes.firstToken(call) - STEP_PICOS);
    }

    /// Mean of a time of calls, in mean times of service.
    ///
    /// @param slots calls that there is room for
    /// @param rate calls that arrive in a mean time of service
    private static double mean(
            DeviceProfile.Pipeline pipeline,
            int slots,
            double rate,
            int limit,
            ToIntFunction<SplittableRandom> tokens,
            ToLongBiFunction<Outcomes, Integer> time) {
        return LongStream.range(0, SEEDS)
                .mapToDouble(seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    long[] arrivals = new long[CALLS];
                    double now = 0;
                    for (int i = 0; i < CALLS; i++) {
                        now += -Math.log(1 - random.nextDouble()) * MEAN_TOKENS * STEP_PICOS / rate;
                        arrivals[i] = (long) now;
                    }
                    Outcomes outcomes = new Outcomes(arrivals);
                    GroupEngine engine = new GroupEngine(
                            pipeline, new ReservedMemory(slots * (limit + 1L)), new ContinuousBatching(), outcomes);
                    for (int i = 0; i < CALLS; i++) {
                        engine.arrive(new Call(i, arrivals[i], 1, limit), tokens.applyAsInt(random));
                    }
                    engine.finish();
                    double sum = 0;
                    for (int i = 0; i < CALLS; i++) {
                        sum += time.applyAsLong(outcomes, i);
                    }
                    return sum / CALLS / (MEAN_TOKENS * (double) STEP_PICOS);
                })
                .average()
                .orElseThrow();
    }

    /// Nine of ten calls are short, one is eleven times as long: the coefficient of variation squared is 2.25.
    /// In the order of arrival long ones hold up the others, T = 1 + rho (1 + 2.25) / 2 (1 - rho), Pollaczek and
    /// Khinchine; where all share, T = 1 / (1 - rho) whatever the lengths (Kleinrock, Queueing Systems II, 4.4).
    @ParameterizedTest
    @CsvSource({"0.3", "0.5", "0.7"})
    void oneAfterTheOtherAgainstSharing(double load) {
        ToIntFunction<SplittableRandom> lengths = random -> random.nextInt(10) == 0 ? 5500 : 500;
        double inOrder = mean(servers(1), 1, load, 5500, lengths, Outcomes::total);
        double shared = mean(SHARED, 10_000, load, 5500, lengths, Outcomes::total);
        assertThat(inOrder).isCloseTo(1 + load * 3.25 / (2 * (1 - load)), withinPercentage(3));
        assertThat(shared).isCloseTo(1 / (1 - load), withinPercentage(3));
    }

    /// M/D/1: W = rho / 2 (1 - rho) of a service time, Pollaczek and Khinchine.
    @ParameterizedTest
    @CsvSource({"0.3", "0.5", "0.7", "0.9"})
    void constantWorkOnOneServer(double load) {
        assertThat(meanWait(1, load, MEAN_TOKENS, random -> MEAN_TOKENS))
                .isCloseTo(load / (2 * (1 - load)), withinPercentage(3));
    }

    /// M/M/1: W = rho / (1 - rho). Answers are whole tokens, so their lengths are geometric, not exponential.
    @ParameterizedTest
    @CsvSource({"0.3", "0.5", "0.7"})
    void workOfAnyLengthOnOneServer(double load) {
        assertThat(meanWait(
                        1,
                        load,
                        40 * MEAN_TOKENS,
                        random -> 1
                                + (int) Math.floor(
                                        Math.log(1 - random.nextDouble()) / Math.log(1 - 1.0 / MEAN_TOKENS))))
                .isCloseTo(load / (1 - load), withinPercentage(3));
    }

    /// M/D/k, by Crommelin's sum.
    @ParameterizedTest
    @CsvSource({"4, 0.3", "4, 0.5", "4, 0.7", "4, 0.9", "16, 0.7", "16, 0.9"})
    void constantWorkOnSeveralServers(int servers, double load) {
        double expected = 0;
        for (int i = 1; i < 5000; i++) {
            double mean = i * load * servers;
            double above = tail(mean, i * servers + 1);
            double at = above + poisson(mean, i * servers);
            expected += at - above / load;
        }
        assertThat(meanWait(servers, load, MEAN_TOKENS, random -> MEAN_TOKENS))
                .isCloseTo(expected, withinPercentage(3));
    }

    private static double tail(double mean, int from) {
        double sum = 0;
        double term = poisson(mean, from);
        for (int j = from; term > 1e-18 && j < from + 10_000; j++) {
            sum += term;
            term *= mean / (j + 1);
        }
        return sum;
    }

    private static double poisson(double mean, int count) {
        double log = -mean + count * Math.log(mean);
        for (int i = 2; i <= count; i++) {
            log -= LOGARITHMS[i];
        }
        return Math.exp(log);
    }

    private static final double[] LOGARITHMS =
            IntStream.range(0, 100_000).mapToDouble(Math::log).toArray();
}
