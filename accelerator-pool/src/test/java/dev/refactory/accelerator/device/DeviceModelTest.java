package dev.refactory.accelerator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.refactory.accelerator.device.DeviceProfile.Memory;
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
    void aHundredThousandTokenPromptNeedsItsWork() {
        assertThat(device.prefillNanos(100_000) / 1e9).isCloseTo(0.625, within(0.001));
    }

    @Test
    void streamsUpToTheDepthOfThePipelineAreFree() {
        assertThat(device.stepNanos(16, 1_000)).isEqualTo(device.stepNanos(1, 1_000));
        assertThat(device.stepNanos(32, 1_000)).isCloseTo(device.stepNanos(1, 1_000) * 11 / 10, within(1L));
    }

    @Test
    void whatCoresFailTakesTheirMemoryAndTheirSpeed() {
        DeviceProfile less = DeviceProfile.SPARK_SIM.withLiveCores(950);
        assertThat(less.memory().contextTokens()).isEqualTo((long) ((4 * 41.8e9 * 0.9 - 120e9) / 98_304));
        assertThat(new DeviceModel(less).tokenNanos(0)).isEqualTo(526_315);
        assertThat(DeviceProfile.SPARK_SIM.withLiveCores(1000).memory()).isEqualTo(DeviceProfile.SPARK_SIM.memory());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceProfile.SPARK_SIM.withLiveCores(700))
                .withMessageContaining("does not fit");
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceProfile.SPARK_SIM.withLiveCores(0));
    }

    @Test
    void aGroupServesAgainWhenItIsStartedAndTheWeightsAreLoaded() {
        DeviceModel spark = new DeviceModel(DeviceProfile.SPARK_SIM);
        assertThat(spark.restartNanos()).isEqualTo(60_000_000_000L + spark.loadNanos());
    }
}
