package dev.refactory.accelerator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.refactory.accelerator.device.DeviceProfile.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceModelTest {
    private final DeviceModel device = new DeviceModel(DeviceProfile.SPARK_SIM);

    @Test
    void fourWafersHold390625TokensOfContextBesideTheWeights() {
        assertThat(DeviceProfile.SPARK_SIM.memory().contextTokens()).isEqualTo(390_625);
    }

    /// Contexts that fit, published model shapes: kv = 2 x layers x heads x 128 x 2 bytes, 16-bit weights, a
    /// tenth of the memory reserved.
    @ParameterizedTest
    @CsvSource({
        "1,   16000000000, 131072, 180000",
        "4,  141000000000, 327680,  53000",
        "5,  141000000000, 327680, 174000",
        "21, 811600000000, 516096,  39000",
        "24, 811600000000, 516096, 269000",
    })
    void knownModelsLeaveTheContextThatArithmeticSays(int wafers, long weights, long kvBytes, long tokens) {
        Memory memory = new Memory(wafers, 44_000_000_000L, weights, kvBytes, 100);

        assertThat(memory.contextTokens()).isCloseTo(tokens, withinPercentage(1));
    }

    @Test
    void aModelThatDoesNotFitIsRefused() {
        Memory memory = new Memory(1, 44_000_000_000L, 141_000_000_000L, 327_680, 100);

        assertThatThrownBy(() -> new DeviceProfile(
                        "too-small", memory, DeviceProfile.SPARK_SIM.pipeline(), DeviceProfile.SPARK_SIM.link()))
                .hasMessageContaining("too-small");
    }

    @ParameterizedTest
    @CsvSource({"100, 2000", "50000, 1000"})
    void decodeRunsAtThePublishedRate(long context, double tokensPerSecond) {
        assertThat(1e9 / device.tokenNanos(context)).isCloseTo(tokensPerSecond, withinPercentage(1));
    }

    @ParameterizedTest
    @CsvSource({"20000, 75", "60000, 300", "96300, 591"})
    void recomputingADroppedContextTakesMilliseconds(long tokens, double millis) {
        assertThat(device.prefillNanos(tokens) / 1e6).isCloseTo(millis, withinPercentage(1));
    }

    @ParameterizedTest
    @CsvSource({"20000, 4.7", "60000, 14", "96300, 22.5"})
    void restoringAContextIsFarCheaperThanRecomputingIt(long tokens, double millis) {
        assertThat(device.moveNanos(tokens) / 1e6).isCloseTo(millis, withinPercentage(1));
    }

    @Test
    void loadingTheWeightsTakesLessThanAThirdOfASecond() {
        assertThat(device.loadNanos() / 1e9).isCloseTo(0.286, within(0.001));
    }

    @Test
    void aHundredThousandTokenPromptNeedsItsWorkAndTheFixedTime() {
        BatchTiming timing = device.simulate(List.of(new RequestShape(100_000, 1)));

        assertThat(timing.deviceNanos() / 1e9).isCloseTo(0.625 + 0.020, within(0.001));
    }

    @Test
    void streamsUpToTheDepthOfThePipelineAreFree() {
        assertThat(device.stepNanos(16, 1_000)).isEqualTo(device.stepNanos(1, 1_000));
        assertThat(device.stepNanos(32, 1_000)).isCloseTo(device.stepNanos(1, 1_000) * 11 / 10, within(1L));

        List<RequestShape> sixteen = Collections.nCopies(16, new RequestShape(0, 500));
        assertThat(device.simulate(sixteen).deviceNanos())
                .isEqualTo(device.simulate(sixteen.subList(0, 1)).deviceNanos());
    }

    @Test
    void theThirtySecondStreamCostsATenthMore() {
        List<RequestShape> many = Collections.nCopies(32, new RequestShape(0, 2_001));
        double alone = device.simulate(many.subList(0, 1)).deviceNanos() - 20.5e6;

        assertThat(device.simulate(many).deviceNanos() - 20.5e6).isCloseTo(alone * 1.1, withinPercentage(0.01));
    }

    @Test
    void aShortAnswerLeavesBeforeALongOne() {
        BatchTiming timing = device.simulate(List.of(new RequestShape(100, 2_000), new RequestShape(100, 10)));

        assertThat(timing.requestNanos().get(1))
                .isLessThan(timing.requestNanos().get(0) / 10);
        assertThat(timing.deviceNanos()).isEqualTo(timing.requestNanos().get(0));
    }

    @Test
    void aBatchOfNothingTakesNoTime() {
        assertThat(device.simulate(List.of())).isEqualTo(new BatchTiming(List.of(), 0));
    }

    @Test
    void theLargestBatchThatFitsDoesNotOverflow() {
        assertThat(device.simulate(List.of(new RequestShape(0, 390_625))).deviceNanos())
                .isPositive();
        assertThat(device.simulate(Collections.nCopies(64, new RequestShape(6_000, 6_000)))
                        .deviceNanos())
                .isPositive();
    }

    /// The closed form over many steps against a stepper that takes them one by one in floating point.
    @Test
    void theClosedFormAgreesWithOneStepAtATime() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<RequestShape> batch = new ArrayList<>();
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                batch.add(new RequestShape(random.nextInt(0, 5_000), random.nextInt(0, 300)));
            }
            List<Long> nanos = device.simulate(batch).requestNanos();
            double[] expected = stepByStep(batch);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) nanos.get(i))
                        .as("seed %d request %d", seed, i)
                        .isCloseTo(expected[i], within(2.0));
            }
        }
    }

    private static double[] stepByStep(List<RequestShape> batch) {
        double[] done = new double[batch.size()];
        double prefilled = 0;
        double now = 0;
        for (int i = 0; i < done.length; i++) {
            int prompt = batch.get(i).promptTokens();
            for (int position = 0; position < prompt; position++) {
                prefilled += 0.1 / 16 * (500_000 + 10.0 * position);
            }
            done[i] = 20e6 + Math.max(prefilled, 500_000 + 10.0 * prompt);
            now = Math.max(now, done[i]);
        }
        for (int step = 1; true; step++) {
            int streams = 0;
            double sum = 0;
            for (RequestShape shape : batch) {
                if (shape.completionTokens() > step) {
                    streams++;
                    sum += 500_000 + 10.0 * (shape.promptTokens() + step);
                }
            }
            if (streams == 0) {
                return done;
            }
            now += sum / streams * (streams <= 16 ? 1 : 1 + 0.1 * (streams / 16.0 - 1));
            for (int i = 0; i < done.length; i++) {
                if (batch.get(i).completionTokens() == step + 1) {
                    done[i] = now;
                }
            }
        }
    }
}
